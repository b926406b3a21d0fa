using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable LossCore(
        string name, Variable logits, ReadOnlySpan<Real> targets, ReadOnlySpan<Real> mask, ReadOnlySpan<TargetGroup> groups,
        Real scale) => Run(new Scoring(targets, mask, groups), scoring =>
    {
        int rows = logits.Rows;
        long[] shape = [rows, logits.Shape.RowCount];
        // The loss of a graph's pass; another one, of the machine's own, has numbers that a graph cannot know.
        PassFeed? feed = _feed is not null && scoring.Targets == _feed.Batch.Targets ? _feed : null;
        Tensor wanted = feed?.Targets ?? Transfer.Up(scoring.Targets, shape, _device);
        Tensor counts = feed?.Mask ?? Transfer.Up(scoring.Mask, shape, _device);
        // Not a product with 0, which would carry on what is no number.
        Tensor x = Matrix(logits, rows).masked_fill(counts.eq(Numbers.Zero), Numbers.Zero);
        Tensor total = torch.zeros([], Precision.Type, _device);
        foreach (TargetGroup group in scoring.Groups)
        {
            Tensor[] parts = [.. ((Tensor[])[x, wanted, counts]).Select(tensor => tensor.narrow(1, group.Start, group.Width))];
            Tensor nats = group.IsBits ? Bits(parts[0], parts[1], parts[2]) : Symbols(parts[0], parts[1], parts[2], group);
            total = total.add(nats, Numbers.One);
        }

        using Scalar factor = Numbers.Of(scale);
        return Result(name, (feed is null ? total.mul(factor) : total.mul(feed.Scale)).view(1), new Shape(1));
    });

    /// <summary>Between what is lost where the bit is 0 and where it is 1: no difference of large numbers.</summary>
    private Tensor Bits(Tensor x, Tensor targets, Tensor mask) => Softplus(x).lerp(Softplus(x.neg()), targets).mul(mask).sum();

    /// <summary>The mask is the same in all columns of a symbol.</summary>
    private static Tensor Symbols(Tensor x, Tensor targets, Tensor mask, TargetGroup group)
    {
        long[] shape = [x.shape[0], group.Items, group.Classes];
        Tensor nats = x.reshape(shape).log_softmax(-1).mul(targets.reshape(shape)).sum(-1);
        return nats.mul(mask.reshape(shape).select(2, 0)).sum().neg();
    }

    private readonly ref struct Scoring(ReadOnlySpan<Real> targets, ReadOnlySpan<Real> mask, ReadOnlySpan<TargetGroup> groups)
    {
        public ReadOnlySpan<Real> Targets { get; } = targets;

        public ReadOnlySpan<Real> Mask { get; } = mask;

        public ReadOnlySpan<TargetGroup> Groups { get; } = groups;
    }
}
