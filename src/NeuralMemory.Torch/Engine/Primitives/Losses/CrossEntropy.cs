using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable LossCore(
        string name, Variable logits, ReadOnlySpan<Real> targets, ReadOnlySpan<Real> mask, ReadOnlySpan<TargetGroup> groups,
        Real scale)
    {
        int rows = logits.Rows, width = logits.Shape.RowCount;
        TargetGroup[] all = groups.ToArray();
        using var scope = torch.NewDisposeScope();
        Tensor wanted = Run(targets, targets => Transfer.Up(targets, [rows, width], _handle).DetachFromDisposeScope());
        Tensor counts = Run(mask, mask => Transfer.Up(mask, [rows, width], _handle).DetachFromDisposeScope());
        return Run(() =>
        {
            // Not a product with 0, which would carry on what is no number.
            Tensor matrix = Matrix(logits, rows), x = torch.where(counts.ne(Numbers.Zero), matrix, torch.zeros_like(matrix));
            Tensor total = torch.zeros([], Precision.Type, _handle);
            foreach (TargetGroup group in all)
            {
                Tensor Part(Tensor tensor) => tensor.narrow(1, group.Start, group.Width);
                total = total.add(group.IsBits
                    ? Bits(Part(x), Part(wanted), Part(counts))
                    : Symbols(Part(x), Part(wanted), Part(counts), group), Numbers.One);
            }

            using Scalar factor = Numbers.Of(scale);
            return Result(name, total.mul(factor).view(1), new Shape(1));
        });
    }

    private static Tensor Bits(Tensor x, Tensor targets, Tensor mask) =>
        torch.nn.functional.binary_cross_entropy_with_logits(x, targets, mask, torch.nn.Reduction.Sum);

    private static Tensor Symbols(Tensor x, Tensor targets, Tensor mask, TargetGroup group)
    {
        long[] shape = [x.shape[0], group.Items, group.Classes];
        Tensor nats = x.reshape(shape).log_softmax(-1).mul(targets.reshape(shape)).sum(-1);
        return nats.mul(mask.reshape(shape).select(2, 0)).sum().neg();
    }
}
