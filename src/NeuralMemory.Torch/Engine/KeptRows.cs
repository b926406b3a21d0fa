using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

/// <summary>
/// A tensor whose rows are written a few at a time. The parts are joined when something first reads them: written into one tensor, each
/// part would have a backward pass over all rows.
/// </summary>
/// <param name="shape">The whole tensor's.</param>
/// <param name="hold">What keeps it.</param>
/// <param name="keepsParts">Whether the parts have a use of their own, as where they are differentiated.</param>
internal sealed class KeptRows(Shape shape, TensorHold hold, bool keepsParts)
{
    private readonly List<Part> _parts = [];
    private Tensor? _joined;

    /// <summary>The whole tensor.</summary>
    /// <exception cref="InvalidOperationException">Rows are missing, or were written twice.</exception>
    public Tensor Joined => _joined ??= Join();

    /// <summary>Writes rows.</summary>
    /// <param name="row">The first of them.</param>
    /// <param name="rows">How many there are.</param>
    /// <param name="tensor">[rows, D]; must live as long as the pass.</param>
    /// <exception cref="InvalidOperationException">The tensor has been read.</exception>
    public void Write(int row, int rows, Tensor tensor)
    {
        if (_joined is not null)
            throw new InvalidOperationException("rows of a kept tensor were written after it had been read");
        _parts.Add(new Part(row, rows, tensor));
    }

    private Tensor Join()
    {
        _parts.Sort((a, b) => a.Row.CompareTo(b.Row));
        int next = 0;
        foreach (Part part in _parts)
        {
            if (part.Row != next)
                throw new InvalidOperationException(part.Row < next
                    ? $"row {part.Row} of a kept tensor was written twice"
                    : $"a kept tensor was read before its row {next} was written");
            next += part.Rows;
        }

        if (next != shape[0])
            throw new InvalidOperationException($"a kept tensor was read before its row {next} was written");
        using var scope = torch.NewDisposeScope();
        Tensor joined = torch.cat([.. _parts.Select(part => part.Tensor)], 0).view(Array.ConvertAll(shape.ToArray(), d => (long)d));
        foreach (Part part in _parts)
            if (!keepsParts)
                part.Tensor.Dispose();
        _parts.Clear();
        return hold.Add(joined, shape.Count);
    }

    private readonly record struct Part(int Row, int Rows, Tensor Tensor);
}
