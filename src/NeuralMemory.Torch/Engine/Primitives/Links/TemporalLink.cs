using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override TemporalLinks TemporalLinkCore(Variable link, Variable precedence, Variable writes, Variable reads) => Run(() =>
    {
        int rows = writes.Rows, writers = writes.Shape[1], slots = writes.Shape[2], readers = reads.Shape[1];
        Tensor w = Of(writes), p = Of(precedence, rows), own = w.reshape(rows * writers, slots, 1);
        Tensor kept = _one.sub(own).sub(own.transpose(1, 2)).mul(Of(link, rows).reshape(rows * writers, slots, slots));
        // TorchSharp's method has the summand last, unlike PyTorch's; its zero_ has no gradient, unlike fill_.
        Tensor all = own.baddbmm(p.reshape(rows * writers, 1, slots), kept);
        all.diagonal(0, 1, 2).fill_(Numbers.Zero);
        Tensor next = all.view(rows, writers, slots, slots);
        Tensor read = Of(reads, rows).unsqueeze(1);
        var followed = new Shape(rows, readers, writers, slots);
        return new TemporalLinks(
            Result("TemporalLink", next, new Shape(rows, writers, slots, slots), PrimitiveAxes.Links, "link"),
            Result("TemporalLink", NextPrecedence(p, w), writes.Shape, PrimitiveAxes.Links, "precedence"),
            Result("TemporalLink", read.matmul(next.transpose(2, 3)).transpose(1, 2), followed, PrimitiveAxes.Links, "forward"),
            Result("TemporalLink", read.matmul(next).transpose(1, 2), followed, PrimitiveAxes.Links, "backward"));
    });

    /// <summary>p = (1 - sum of w) p' + w.</summary>
    private Tensor NextPrecedence(Tensor precedence, Tensor writes) =>
        writes.addcmul(_one.sub(writes.sum(-1, keepdim: true)), precedence, Numbers.One);
}
