using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

/// <summary>A memory with all its slots: [B, W, N] their content, and [B, N] when each was last used.</summary>
internal sealed class DenseSlots : SparseMemory
{
    public DenseSlots(TorchVariable content, TorchVariable lastUse)
    {
        (Content, LastUse) = (content, lastUse);
        (Sequences, Width, Slots) = (content.Rows, content.Shape[1], content.Shape[2]);
    }

    public TorchVariable Content { get; }

    public TorchVariable LastUse { get; }
}

internal sealed partial class TorchTape
{
    protected override SparseMemory NewSparseMemoryCore(int sequences, int slots, int width, int exhaustive)
    {
        if (slots > SparseMemory.MostDense)
            throw new EngineException(
                $"torch computes a sparse memory with all its slots, and keeps them for every step: {slots} are too many, at most "
                + $"{SparseMemory.MostDense} are taken. The native engine takes any number: --engine native.");
        return Run(() =>
        {
            var content = (TorchVariable)Fill(new Shape(sequences, width, slots), 0);
            Shape shape = new(sequences, slots);
            Tensor times = Places(slots).sub(Slots(slots)).expand(sequences, slots).clone();
            return new DenseSlots(content, new(this, shape, _current.Add(times, shape.Count), needsGradient: false));
        });
    }

    protected override SparseMemory SparseSetCore(SparseMemory memory, Variable content, Variable lastUse) =>
        new DenseSlots((TorchVariable)content, (TorchVariable)lastUse);

    private static DenseSlots SlotsOf(SparseMemory memory) => (DenseSlots)memory;

    /// <summary>[1] N.</summary>
    private Tensor Slots(int slots) => OfTape("slots", slots, () => torch.tensor([(Real)slots], Precision.Type, _device));

    /// <summary>Weights of a few slots over the first n: [B, H, n].</summary>
    private static Tensor Spread(Tensor slots, Tensor weights, int count)
    {
        using Scalar end = Numbers.Of(count);
        Tensor isThere = slots.ge(Numbers.Zero).logical_and(slots.lt(end));
        Tensor places = slots.masked_fill(isThere.logical_not(), Numbers.Zero).to(torch.ScalarType.Int64);
        Tensor blank = torch.zeros([slots.shape[0], slots.shape[1], count], Precision.Type, slots.device);
        return blank.scatter_add(-1, places, Where(isThere, weights));
    }
}
