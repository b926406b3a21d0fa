using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

/// <summary>A module with its tensors: those that are trained, and those that only go on from pass to pass.</summary>
internal sealed class ModuleTensors : IDisposable
{
    private readonly List<KeyValuePair<string, Tensor>> _trained = [], _kept = [];
    private torch.Device? _device;

    /// <summary>Makes the module.</summary>
    /// <exception cref="EngineException">There is no torch, or the module cannot be made.</exception>
    public ModuleTensors(TorchMachineConfig config, InputLayout inputs, int outputWidth, StreamKey initialization)
    {
        // Before anything else of TorchSharp, which would look for its libraries by itself.
        TorchLibrary.Load();
        Calls = new ModuleCalls(config.Kind);
        Module = TorchGenerator.Draw(
            initialization, () => Calls.Call("Create", null, torch.CPU, () => config.Create(inputs, outputWidth)));
        Calls = new ModuleCalls(Module.GetType().Name);
        try
        {
            Collect();
            Check();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The module.</summary>
    public MachineModule Module { get; }

    /// <summary>Calls it.</summary>
    public ModuleCalls Calls { get; }

    /// <summary>What is trained, in the module's order; a tensor with two names has the first.</summary>
    public IReadOnlyList<KeyValuePair<string, Tensor>> Trained => _trained;

    /// <summary>Buffers that are kept, and parameters without a gradient.</summary>
    public IReadOnlyList<KeyValuePair<string, Tensor>> Kept => _kept;

    /// <summary>Moves the module.</summary>
    public void MoveTo(torch.Device device)
    {
        if (_device is { } there && device.type == there.type && device.index == there.index)
            return;
        Module.to(device);
        _device = device;
        Collect();
    }

    /// <summary>The parameters, under their names and with their present values once the set is complete.</summary>
    public ParameterSet Declare()
    {
        ParameterSet set = new();
        ParameterScope scope = new(set, default);
        foreach ((string name, Tensor tensor) in _trained)
        {
            Real[] values = [];
            scope.Tensor(name, ShapeOf(tensor), (_, i) => (values.Length > 0 ? values : values = Numbers(tensor))[i]);
        }

        return set;
    }

    /// <inheritdoc/>
    public void Dispose() => Module.Dispose();

    private static Real[] Numbers(Tensor tensor)
    {
        var numbers = new Real[tensor.numel()];
        Transfer.Down(tensor, numbers);
        return numbers;
    }

    /// <summary>A shape has one to four dimensions; those beyond are one.</summary>
    private static Shape ShapeOf(Tensor tensor)
    {
        int[] d = Array.ConvertAll(tensor.shape, dimension => (int)dimension);
        return d switch
        {
            [] => new Shape(1),
            [var a] => new Shape(a),
            [var a, var b] => new Shape(a, b),
            [var a, var b, var c] => new Shape(a, b, c),
            [var a, var b, var c, .. var rest] => new Shape(a, b, c, rest.Aggregate(1, (product, each) => product * each)),
        };
    }

    private void Collect()
    {
        _trained.Clear();
        _kept.Clear();
        HashSet<IntPtr> seen = [];
        foreach ((string name, Tensor parameter) in Module.named_parameters())
            if (seen.Add(parameter.Handle))
                (parameter.requires_grad ? _trained : _kept).Add(new(name, parameter));
        foreach ((string name, Tensor buffer) in Module.named_buffers(recurse: true, include_nonpersistent: false))
            if (seen.Add(buffer.Handle))
                _kept.Add(new(name, buffer));
    }

    private void Check()
    {
        if (_trained.Count == 0)
            throw new EngineException(
                $"{Calls.Module} has no parameters to train: does its constructor end with RegisterComponents()?");
        foreach ((string name, Tensor tensor) in _trained)
        {
            if (tensor.dtype != Precision.Type)
                throw new EngineException(
                    $"{Calls.Module} has numbers of the type {tensor.dtype} in its parameter '{name}', expected {Precision.Type}");
            if (tensor.numel() == 0)
                throw new EngineException($"{Calls.Module} has a parameter '{name}' of the shape {ModuleCalls.Text(tensor.shape)}");
        }
    }
}
