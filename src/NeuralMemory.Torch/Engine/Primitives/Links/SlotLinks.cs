using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

/// <summary>Links as whole matrices [B, H, N, N].</summary>
internal sealed class DenseLinks : SlotLinks
{
    public DenseLinks(TorchVariable matrix, int entries)
    {
        (Matrix, Entries) = (matrix, entries);
        (Sequences, Heads, Slots) = (matrix.Rows, matrix.Shape[1], matrix.Shape[2]);
    }

    public TorchVariable Matrix { get; }
}

internal sealed partial class TorchTape
{
    protected override SlotLinks NewSlotLinksCore(int sequences, int heads, int slots, int entries) => slots > SlotLinks.MostDense
        ? throw new EngineException(
            $"torch computes links between all slots: {slots} are too many, at most {SlotLinks.MostDense} are taken. The native engine "
            + "takes any number: --engine native.")
        : new DenseLinks((TorchVariable)Fill(new Shape(sequences, heads, slots, slots), 0), entries);

    protected override SlotLinks SetLinksCore(SlotLinks links, Variable matrix) =>
        new DenseLinks((TorchVariable)matrix, links.Entries);

    protected override Variable LinkMatrixCore(SlotLinks links, int slots) => Run(() => Result(
        "LinkMatrix", Of(LinksOf(links).Matrix).narrow(2, 0, slots).narrow(3, 0, slots).clone(),
        new Shape(links.Sequences, links.Heads, slots, slots), PrimitiveAxes.Links));

    protected override WrittenLinks WriteLinksCore(SlotLinks links, SparseWeighting precedence, SparseWeighting writes) => Run(() =>
    {
        int rows = writes.Slots.Rows, slots = links.Slots, entries = links.Entries;
        Tensor before = Of(LinksOf(links).Matrix, rows);
        Tensor w = Spread(Of(writes.Slots, rows).detach(), Of(writes.Weights, rows), slots);
        Tensor p = Spread(Of(precedence.Slots, rows).detach(), Of(precedence.Weights, rows), slots);
        Tensor to = w.unsqueeze(-1), from = w.unsqueeze(-2);
        Tensor after = to.mul(p.unsqueeze(-2)).addcmul(_one.sub(to).sub(from), before, Numbers.One).mul(OffDiagonal(slots));
        Tensor isKept = Largest(after, entries, out _).logical_and(Largest(after.transpose(2, 3), entries, out _).transpose(2, 3));
        TorchVariable matrix = Result("WriteLinks", Where(isKept, after), LinksOf(links).Matrix.Shape.WithRows(rows), PrimitiveAxes.Links);
        SparseWeighting next = Kept("WriteLinks", "precedence", NextPrecedence(p, w), entries);
        return new WrittenLinks(new DenseLinks(matrix, entries), next);
    });

    protected override FollowedLinks FollowLinksCore(SlotLinks links, SparseWeighting reads, int rows, int most) => Run(() =>
    {
        Tensor matrix = Of(LinksOf(links).Matrix, rows);
        Tensor read = Spread(Of(reads.Slots, rows).detach(), Of(reads.Weights, rows), links.Slots).unsqueeze(-1);
        return new FollowedLinks(
            Kept("FollowLinks", "forward", matrix.matmul(read).squeeze(-1), most),
            Kept("FollowLinks", "backward", matrix.transpose(2, 3).matmul(read).squeeze(-1), most));
    });

    private static DenseLinks LinksOf(SlotLinks links) => (DenseLinks)links;

    /// <summary>The largest of weights [B, H, N], in the order of the slots, behind -1 for none.</summary>
    private SparseWeighting Kept(string name, string part, Tensor weights, int most)
    {
        Largest(weights, most, out Tensor chosen);
        Tensor largest = weights.gather(-1, chosen), isFree = largest.detach().eq(Numbers.Zero);
        Tensor names = chosen.to(Precision.Type).masked_fill(isFree, Numbers.MinusOne);
        (Tensor slots, Tensor order) = names.sort(-1, descending: false, stable: true);
        Shape shape = new((int)weights.shape[0], (int)weights.shape[1], most);
        return new(
            Constant(slots, shape), Result(name, largest.gather(-1, order), shape, PrimitiveAxes.HeadEntries, part));
    }

    /// <summary>[N, N] 0 on the diagonal, 1 elsewhere.</summary>
    private Tensor OffDiagonal(int slots) => OfTape(
        "off diagonal", slots, () => _one.sub(torch.eye(slots, slots, Precision.Type, _device)));
}
