using NeuralMemory.Machines;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

/// <summary>
/// What a module keeps from pass to pass. Numbers of another type than those of the engine are copied byte by byte, a byte a number, as a
/// last dimension: exact, whatever they are.
/// </summary>
internal sealed class ModuleBuffers(ModuleTensors tensors) : IMachineBuffers, IDisposable
{
    private readonly List<Tensor> _before = [];

    /// <summary>Remembers them as they are.</summary>
    public void Remember()
    {
        Forget();
        using IDisposable mode = torch.no_grad();
        foreach ((_, Tensor tensor) in tensors.Kept)
            _before.Add(tensor.detach().clone().DetachFromDisposeScope());
    }

    /// <inheritdoc/>
    public void Undo()
    {
        using IDisposable mode = torch.no_grad();
        for (int i = 0; i < _before.Count; i++)
            tensors.Kept[i].Value.copy_(_before[i]);
    }

    /// <inheritdoc/>
    public IReadOnlyList<MachineBuffer> Copy() =>
        [.. tensors.Kept.Select(each => new MachineBuffer($"buffer/{each.Key}", ShapeOf(each.Value), NumbersOf(each.Value)))];

    /// <inheritdoc/>
    public void Set(IReadOnlyList<MachineBuffer> buffers)
    {
        using IDisposable mode = torch.no_grad();
        foreach ((MachineBuffer buffer, Tensor tensor) in buffers.Zip(tensors.Kept.Select(each => each.Value)))
        {
            using Tensor host = torch.empty(tensor.shape, tensor.dtype, torch.CPU);
            if (tensor.dtype == Precision.Type)
                Transfer.Fill(host, buffer.Numbers);
            else
                Array.ConvertAll(buffer.Numbers, number => (byte)number).CopyTo(host.bytes);
            tensor.copy_(host);
        }

        Forget();
    }

    /// <inheritdoc/>
    public void Dispose() => Forget();

    private static int[] ShapeOf(Tensor tensor)
    {
        int[] shape = Array.ConvertAll(tensor.shape, dimension => (int)dimension);
        return tensor.dtype == Precision.Type ? shape : [.. shape, (int)tensor.ElementSize];
    }

    private static Real[] NumbersOf(Tensor tensor)
    {
        using var scope = torch.NewDisposeScope();
        if (tensor.dtype != Precision.Type)
            return Array.ConvertAll(tensor.detach().cpu().contiguous().bytes.ToArray(), each => (Real)each);
        var numbers = new Real[tensor.numel()];
        Transfer.Down(tensor, numbers);
        return numbers;
    }

    private void Forget()
    {
        _before.ForEach(tensor => tensor.Dispose());
        _before.Clear();
    }
}
