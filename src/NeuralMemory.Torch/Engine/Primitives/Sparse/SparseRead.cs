using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override SparseReading SparseReadCore(SparseMemory memory, Variable keys, Variable strengths, int most) => Run(() =>
    {
        DenseSlots dense = SlotsOf(memory);
        int rows = keys.Rows;
        Tensor k = Of(keys), m = Of(dense.Content, rows);
        Tensor cosines = k.bmm(m).mul(InverseLengths(m, 1)).mul(InverseLengths(k, 2));
        Tensor chosen = cosines.detach().sort(-1, descending: true, stable: true).Indices.narrow(-1, 0, most);
        Tensor weights = cosines.gather(-1, chosen).mul(Of(strengths, rows)).softmax(-1);
        Tensor slots = chosen.to(Precision.Type);
        Tensor reads = Spread(slots, weights, dense.Slots).bmm(m.transpose(1, 2));
        Shape shape = new(rows, keys.Shape[1], most);
        return new SparseReading(
            Constant(slots, shape), Result("SparseRead", weights, shape, PrimitiveAxes.HeadEntries, "weights"),
            Result("SparseRead", reads, keys.Shape, PrimitiveAxes.HeadNumbers, "reads"));
    });

    protected override Variable SparseContentCore(SparseMemory memory, int slots) => Run(() =>
    {
        DenseSlots dense = SlotsOf(memory);
        return Result(
            "SparseContent", Of(dense.Content).narrow(2, 0, slots).clone(), new Shape(dense.Sequences, dense.Width, slots),
            PrimitiveAxes.Memory);
    });

    protected override Variable SparseLastUseCore(SparseMemory memory, int slots) => Run(() =>
    {
        DenseSlots dense = SlotsOf(memory);
        return Constant(Of(dense.LastUse).narrow(1, 0, slots).clone(), new Shape(dense.Sequences, slots));
    });

    protected override Variable SpreadSlotsCore(SparseWeighting weighting, int slots) => Run(() =>
    {
        Shape shape = weighting.Slots.Shape;
        Tensor spread = Spread(Of(weighting.Slots).detach(), Of(weighting.Weights, shape[0]), slots);
        return Result("SpreadSlots", spread, new Shape(shape[0], shape[1], slots), PrimitiveAxes.HeadSlots);
    });
}
