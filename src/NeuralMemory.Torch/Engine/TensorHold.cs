using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

/// <summary>
/// Tensors that are given back together. TorchSharp's own scopes belong to a thread and end in the order in which they began; two tapes on
/// one thread, or one that moves to another, keep no such order.
/// </summary>
internal sealed class TensorHold
{
    private readonly List<Tensor> _tensors = [];

    /// <summary>How many numbers the tensors hold that have memory of their own.</summary>
    public long Numbers { get; private set; }

    /// <summary>Keeps a tensor beyond the scope in which it was made.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="numbers">How many numbers are its own: 0 for a view.</param>
    public Tensor Add(Tensor tensor, long numbers)
    {
        tensor.DetachFromDisposeScope();
        _tensors.Add(tensor);
        Numbers += numbers;
        return tensor;
    }

    /// <summary>Gives all of them back.</summary>
    public void Release()
    {
        foreach (Tensor tensor in _tensors)
            tensor.Dispose();
        _tensors.Clear();
        Numbers = 0;
    }
}
