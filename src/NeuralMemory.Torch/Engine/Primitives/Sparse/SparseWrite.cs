using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override SparseWeighting SparseWriteWeightingCore(
        SparseMemory memory, SparseWeighting reads, Variable writeGates, Variable mixGates) => Run(() =>
    {
        DenseSlots dense = SlotsOf(memory);
        int rows = writeGates.Rows, writers = writeGates.Shape[1], entries = reads.Slots.Shape[2], free = Math.Min(writers, dense.Slots);
        Tensor order = Of(dense.LastUse, rows).detach().sort(-1, descending: false, stable: true).Indices;
        Tensor least = order.narrow(-1, 0, free);
        if (free < writers)
            least = torch.cat([least, order.narrow(-1, free - 1, 1).expand(rows, writers - free)], -1);
        Tensor gate = Of(writeGates), mix = Of(mixGates), read = Of(reads.Weights, rows).mul(mix);
        Tensor weights = torch.cat([_one.sub(mix), read], -1).mul(gate);
        Tensor slots = torch.cat([least.unsqueeze(-1).to(Precision.Type), Of(reads.Slots, rows).detach()], -1);
        Shape shape = new(rows, writers, 1 + entries);
        return new SparseWeighting(
            Constant(slots, shape), Result("SparseWriteWeighting", weights, shape, PrimitiveAxes.HeadEntries));
    });

    protected override SparseMemory SparseWriteCore(SparseMemory memory, SparseWeighting writes, Variable add) => Run(() =>
    {
        DenseSlots dense = SlotsOf(memory);
        int rows = add.Rows;
        Tensor slots = Of(writes.Slots, rows).detach(), erased = slots.narrow(-1, 0, 1);
        // Two writers may have the same slot where there are fewer slots than writers.
        Tensor isErased = Spread(erased, torch.ones_like(erased), dense.Slots).sum(1, keepdim: true).gt(Numbers.Zero);
        Tensor kept = Of(dense.Content, rows).masked_fill(isErased, Numbers.Zero);
        Tensor weights = Spread(slots, Of(writes.Weights, rows), dense.Slots);
        Tensor next = Of(add).transpose(1, 2).baddbmm(weights, kept);
        TorchVariable content = Result("SparseWrite", next, new Shape(rows, dense.Width, dense.Slots), PrimitiveAxes.Memory);
        return new DenseSlots(content, FirstTimes(dense, rows));
    });

    protected override SparseMemory SparseUseCore(SparseMemory memory, SparseWeighting reads, SparseWeighting writes, double threshold) =>
        Run(() =>
        {
            DenseSlots dense = SlotsOf(memory);
            int rows = reads.Slots.Rows;
            Tensor together = Together(reads, dense.Slots).add(Together(writes, dense.Slots), Numbers.One);
            using Scalar bound = Numbers.Of(threshold);
            Tensor times = Of(dense.LastUse, rows).sub(_one).masked_fill(together.gt(bound), Numbers.Zero);
            Shape shape = new(rows, dense.Slots);
            TorchVariable content = dense.Content.Rows == rows
                ? dense.Content
                : Result("SparseUse", Of(dense.Content, rows).clone(), dense.Content.Shape.WithRows(rows), PrimitiveAxes.Memory);
            return new DenseSlots(content, Constant(times, shape));
        });

    /// <summary>The weights of all heads at each slot [B, N].</summary>
    private static Tensor Together(SparseWeighting weighting, int slots) =>
        Spread(Of(weighting.Slots).detach(), Of(weighting.Weights).detach(), slots).sum(1);

    private TorchVariable FirstTimes(DenseSlots dense, int rows) => dense.LastUse.Rows == rows
        ? dense.LastUse
        : Constant(Of(dense.LastUse, rows).clone(), dense.LastUse.Shape.WithRows(rows));

    /// <summary>A result of the current step without a gradient.</summary>
    private TorchVariable Constant(Tensor tensor, Shape shape) =>
        new(this, shape, _current.Add(tensor, shape.Count), needsGradient: false);
}
