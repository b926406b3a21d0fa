using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable SparseReadAtCore(SparseMemory memory, SparseWeighting weighting) => Run(() =>
    {
        DenseSlots dense = SlotsOf(memory);
        int rows = weighting.Slots.Rows;
        Tensor spread = Spread(Of(weighting.Slots).detach(), Of(weighting.Weights, rows), dense.Slots);
        Tensor reads = spread.bmm(Of(dense.Content, rows).transpose(1, 2));
        return Result("SparseReadAt", reads, new Shape(rows, weighting.Slots.Shape[1], dense.Width), PrimitiveAxes.HeadNumbers);
    });

    protected override SparseWeighting SparseReadWeightingCore(
        Variable modes, SparseWeighting backward, SparseWeighting content, SparseWeighting forward) => Run(() =>
    {
        int rows = modes.Rows, heads = modes.Shape[1];
        SparseWeighting[] sources = [backward, content, forward];
        Tensor shares = Of(modes);
        Tensor weights = torch.cat(
            [.. sources.Select((source, mode) => Of(source.Weights, rows).mul(shares.narrow(2, mode, 1)))], -1);
        Tensor slots = torch.cat([.. sources.Select(source => Of(source.Slots, rows).detach())], -1);
        Shape shape = new(rows, heads, sources.Sum(source => source.Slots.Shape[2]));
        return new SparseWeighting(
            Constant(slots, shape), Result("SparseReadWeighting", weights, shape, PrimitiveAxes.HeadEntries));
    });
}
