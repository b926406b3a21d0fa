using System.Runtime.InteropServices;
using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

/// <summary>
/// The tape of the TorchSharp engine. Each primitive has a file of its own: a few operations of torch on the device. What they make lives
/// until the next pass where the tape records, and else until the step after the next one.
/// </summary>
internal sealed partial class TorchTape : Tape
{
    private readonly TensorHold _pass = new();
    private readonly TensorHold[] _steps;
    private readonly DeviceParameters _parameters;
    private readonly ConstantCache _constants;
    private readonly List<(SequenceBatch Batch, Tensor Inputs)> _inputs = [];
    private readonly List<Made> _results = [];
    private readonly torch.Device _device;
    private readonly Dictionary<(string What, int Size, int Other), Tensor> _ofTape = [];
    private readonly Tensor _one;
    private TensorHold _current;
    private int? _number;
    private int _step;

    /// <param name="parameters">The parameters.</param>
    /// <param name="recording">False for evaluation.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="recorder">What makes graphs of whole passes; null for none.</param>
    /// <param name="mostGraphs">How many of them may be there at once.</param>
    public TorchTape(
        ParameterSet parameters, bool recording, torch.Device device, IGraphRecorder? recorder = null, int mostGraphs = PassGraphs.Most)
        : base(parameters, recording)
    {
        _device = device;
        _graphs = recorder is null ? null : new PassGraphs(recorder, parameters, device, mostGraphs);
        _steps = recording ? [] : [new(), new()];
        _current = _pass;
        _parameters = new DeviceParameters(parameters, recording, _device);
        _constants = new ConstantCache(_device);
        _one = OfTape("one", 0, () => torch.tensor(1.0, Precision.Type, _device));
    }

    public override long Capacity => Used + _parameters.Numbers + _constants.Numbers + (_graphs?.Numbers ?? 0);

    public override long MostUsed => Capacity;

    public override long Used => _pass.Numbers + _steps.Sum(step => step.Numbers);

    /// <summary>Copies numbers to the host.</summary>
    /// <param name="tensor">The tensor, which may still have to be made.</param>
    /// <param name="count">How many numbers it has.</param>
    internal Real[] Download(Func<Tensor> tensor, int count) => Run(() =>
    {
        var numbers = new Real[count];
        Transfer.Down(tensor(), numbers);
        return numbers;
    });

    /// <summary>The tensor of a variable.</summary>
    private static Tensor Of(Variable variable) => ((TorchVariable)variable).Tensor;

    /// <summary>The first rows of a variable that may have more.</summary>
    private static Tensor Of(Variable variable, int rows) =>
        variable.Rows == rows ? Of(variable) : Of(variable).narrow(0, 0, rows);

    /// <summary>The first rows as a matrix.</summary>
    private static Tensor Matrix(Variable variable, int rows)
    {
        Tensor tensor = Of(variable, rows);
        return variable.Shape.Rank == 2 ? tensor : tensor.reshape(rows, variable.Shape.RowCount);
    }

    /// <summary>A constant of the primitives themselves, which is made once.</summary>
    private Tensor OfTape(string what, int size, Func<Tensor> make, int other = 0)
    {
        if (_ofTape.TryGetValue((what, size, other), out Tensor? tensor))
            return tensor;
        CaptureGuard.Refuse("needs another constant each time");
        return _ofTape[(what, size, other)] = make().DetachFromDisposeScope();
    }

    private static long[] Dimensions(Shape shape) => Array.ConvertAll(shape.ToArray(), dimension => (long)dimension);

    /// <summary>
    /// Runs operations of torch: what they make on the way is given back, and what libtorch complains of becomes a sentence.
    /// </summary>
    private T Run<T>(Func<T> operations) => Run(operations, static operations => operations());

    /// <summary>The same for operations that need a span.</summary>
    private TResult Run<TState, TResult>(TState state, Func<TState, TResult> operations) where TState : allows ref struct
    {
        using var scope = torch.NewDisposeScope();
        try
        {
            return operations(state);
        }
        catch (ExternalException error)
        {
            throw TorchErrors.Translate(error, _device.ToString());
        }
    }

    /// <summary>A result of the current step.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="tensor">The tensor: a new one, laid out as <paramref name="shape"/>.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="axes">What the dimensions count.</param>
    /// <param name="part">Which of several outputs it is; null for the only one.</param>
    private TorchVariable Result(string name, Tensor tensor, Shape shape, IReadOnlyList<string> axes, string? part = null)
    {
        Keep(name, part, _current.Add(tensor, shape.Count), shape, axes);
        var result = new TorchVariable(this, shape, tensor, IsRecording);
        if (IsRecording && TracksInputs && tensor.requires_grad)
            _tracked.Add(result);
        return result;
    }

    private TorchVariable Result(string name, Tensor tensor, Shape shape) => Result(name, tensor, shape, PrimitiveAxes.Units);

    /// <summary>Writes rows of a kept tensor.</summary>
    private void Write(Variable destination, int row, int rows, string name, string? part, Tensor tensor)
    {
        Keep(name, part, _pass.Add(tensor, 0), new Shape(rows, destination.Shape.RowCount), PrimitiveAxes.Units);
        ((TorchVariable)destination).Kept!.Write(row, rows, tensor);
    }

    private void Keep(string name, string? part, Tensor tensor, Shape shape, IReadOnlyList<string> axes)
    {
        if (IsRecording)
            _results.Add(new Made(name, part, _number, tensor, shape, axes));
    }

    protected override void BeginPass()
    {
        _pass.Release();
        foreach (TensorHold step in _steps)
            step.Release();
        _parameters.Begin();
        _constants.Begin();
        _inputs.Clear();
        _results.Clear();
        _seeds.Clear();
        _sampled.Clear();
        _tracked.Clear();
        _steppedThrough.Clear();
        (_current, _step, _number, _afterBackward) = (_pass, 0, null, null);
    }

    protected override void BeginStep(int number)
    {
        _number = number;
        if (IsRecording)
            return;
        _current = _steps[_step++ & 1];
        _current.Release();
    }

    protected override void Dispose(bool disposing)
    {
        BeginPass();
        _graphs?.Dispose();
        _parameters.Dispose();
        _constants.Dispose();
        _gradients?.Dispose();
        foreach (Tensor tensor in _ofTape.Values)
            tensor.Dispose();
    }

    /// <summary>What a primitive made.</summary>
    private readonly record struct Made(string Name, string? Part, int? Step, Tensor Tensor, Shape Shape, IReadOnlyList<string> Axes);
}
