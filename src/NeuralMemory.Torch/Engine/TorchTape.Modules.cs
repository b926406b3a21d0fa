using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

/// <summary>What the tape is to machines that are modules of torch.</summary>
internal sealed partial class TorchTape
{
    private Action? _afterBackward;

    /// <summary>Where it computes.</summary>
    internal torch.Device Device => _device;

    /// <summary>The time-step; null before the first.</summary>
    internal int? ModuleStep => _number;

    /// <summary>What the pass draws from; null where it draws nothing.</summary>
    internal StreamKey? NoiseOfPass => NoiseKey;

    /// <summary>Makes tensors of a module the parameters of this pass: they take the values over, and are what is differentiated.</summary>
    /// <param name="parameters">One for each parameter of the set, in its order.</param>
    /// <param name="afterBackward">Is called when they have their gradients.</param>
    internal void Borrow(IReadOnlyList<Tensor> parameters, Action afterBackward)
    {
        RunModule(() =>
        {
            using IDisposable mode = torch.no_grad();
            _parameters.Lend(parameters);
            return parameters;
        });
        _afterBackward = afterBackward;
    }

    /// <summary>Runs operations of a module, with a gradient where the tape records.</summary>
    internal T RunModule<T>(Func<T> operations) => Run(() =>
    {
        using IDisposable? mode = IsRecording ? null : torch.no_grad();
        return operations();
    });

    /// <summary>The first rows of a variable.</summary>
    internal static Tensor RowsOf(Variable variable, int rows) => Of(variable, rows);

    /// <summary>A result of a module in the current step.</summary>
    /// <param name="name">What messages call the module.</param>
    /// <param name="part">What messages call the result; null for what they need not name.</param>
    /// <param name="tensor">The tensor, which may be one that the module keeps using.</param>
    internal TorchVariable ResultOf(string name, string? part, Tensor tensor)
    {
        Shape shape = ShapeOf(tensor);
        Tensor own = part is null ? tensor.detach() : tensor.alias();
        return part is null
            ? new TorchVariable(this, shape, _current.Add(own, 0), needsGradient: false)
            : Result(name, own, shape, PrimitiveAxes.Units, part);
    }

    /// <summary>A step's logits, which are told of where they are written.</summary>
    internal TorchVariable StepResultOf(Tensor logits)
    {
        Shape shape = ShapeOf(logits);
        return new TorchVariable(this, shape, _current.Add(logits.alias(), shape.Count), IsRecording);
    }

    /// <summary>Keeps a tensor for the whole pass.</summary>
    internal Tensor KeepForPass(Tensor tensor) => _pass.Add(tensor, tensor.numel());

    /// <summary>Writes a step's logits [rows, O] to the rows of a kept tensor from <paramref name="row"/> on.</summary>
    /// <param name="name">What messages call the module.</param>
    /// <param name="destination">The kept tensor.</param>
    /// <param name="row">The first row.</param>
    /// <param name="logits">Makes or finds the logits, which are the pass's from then on.</param>
    internal void WriteLogits(string name, Variable destination, int row, Func<Tensor> logits) => RunModule(() =>
    {
        Tensor rows = logits();
        Write(destination, row, (int)rows.shape[0], name, "logits", rows);
        return destination;
    });

    private static Shape ShapeOf(Tensor tensor) => Array.ConvertAll(tensor.shape, dimension => (int)dimension) switch
    {
        [var a] => new Shape(a),
        [var a, var b] => new Shape(a, b),
        [var a, var b, var c] => new Shape(a, b, c),
        [var a, var b, var c, var d] => new Shape(a, b, c, d),
        var other => throw new ArgumentException($"a tensor of {other.Length} dimensions; a quantity has one to four"),
    };
}
