using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable LossCore(
        string name, Variable logits, in LossTargets wanted, ReadOnlySpan<TargetGroup> groups, Real scale) =>
        Run(new Scoring(wanted, groups), scoring =>
        {
            int rows = logits.Rows;
            // The loss of a graph's pass; another one, of the machine's own, has numbers that a graph cannot know.
            PassFeed? feed = _feed is not null && scoring.Wanted.Batch == _feed.Batch ? _feed : null;
            Tensor targets = feed?.Targets ?? RowsOfLoss(scoring.Wanted, scoring.Wanted.Targets, rows);
            Tensor counts = feed?.Mask ?? RowsOfLoss(scoring.Wanted, scoring.Wanted.Mask, rows);
            Tensor x = Matrix(logits, rows);
            Tensor total = torch.zeros([], Precision.Type, _device);
            foreach (TargetGroup group in scoring.Groups)
            {
                Tensor own = x.narrow(1, group.Start, group.Width);
                Tensor target = targets.narrow(1, group.TargetStart, group.TargetWidth);
                Tensor mask = counts.narrow(1, group.TargetStart, group.TargetWidth);
                Tensor nats = group.IsNumber ? SymbolNumbers(own, target, mask, group)
                    : group.IsSquared ? Squares(Counting(own.sub(target), mask), mask)
                    : group.IsBits ? Bits(Counting(own, mask), target, mask)
                    : Symbols(Counting(own, mask), target, mask, group);
                total = total.add(nats, Numbers.One);
            }

            using Scalar factor = Numbers.Of(scale);
            return Result(name, (feed is null ? total.mul(factor) : total.mul(feed.Scale)).view(1), new Shape(1));
        });

    /// <summary>[rows, width] of the targets or the mask, on the device.</summary>
    private Tensor RowsOfLoss(in LossTargets wanted, ReadOnlySpan<Real> numbers, int rows)
    {
        int width = wanted.Width;
        if (wanted.Rows.IsEmpty)
            return Transfer.Up(numbers, [rows, width], _device);
        var own = new Real[rows * width];
        for (int row = 0; row < rows; row++)
            numbers.Slice(wanted.RowOf(row) * width, width).CopyTo(own.AsSpan(row * width));
        return Transfer.Up(own, [rows, width], _device);
    }

    /// <summary>Logits where they count; no product with 0, which would carry on what is no number.</summary>
    private static Tensor Counting(Tensor x, Tensor mask) => x.masked_fill(mask.eq(Numbers.Zero), Numbers.Zero);

    /// <summary>Between what is lost where the bit is 0 and where it is 1: no difference of large numbers.</summary>
    private Tensor Bits(Tensor x, Tensor targets, Tensor mask) => Softplus(x).lerp(Softplus(x.neg()), targets).mul(mask).sum();

    private static Tensor Squares(Tensor off, Tensor mask) => off.mul(off).mul(mask).sum();

    /// <summary>The mask is the same in all columns of a symbol.</summary>
    private static Tensor Symbols(Tensor x, Tensor targets, Tensor mask, TargetGroup group)
    {
        long[] shape = [x.shape[0], group.Items, group.Classes];
        Tensor nats = x.reshape(shape).log_softmax(-1).mul(targets.reshape(shape)).sum(-1);
        return nats.mul(mask.reshape(shape).select(2, 0)).sum().neg();
    }

    /// <summary>Symbols that are wanted by their numbers, of which each has a column of targets and of the mask.</summary>
    private static Tensor SymbolNumbers(Tensor x, Tensor targets, Tensor mask, TargetGroup group)
    {
        long[] shape = [x.shape[0], group.Items, group.Classes];
        Tensor logarithms = Counting(x.reshape(shape), mask.unsqueeze(2)).log_softmax(-1);
        return logarithms.gather(2, IndicesOf(targets, group.Classes).unsqueeze(2)).squeeze(2).mul(mask).sum().neg();
    }

    /// <summary>Numbers of symbols as indices; what is none of them becomes one of them.</summary>
    private static Tensor IndicesOf(Tensor numbers, int symbols)
    {
        using Scalar last = Numbers.Of((long)(symbols - 1));
        return numbers.to(torch.ScalarType.Int64).clamp(Numbers.First, last);
    }

    private readonly ref struct Scoring(LossTargets wanted, ReadOnlySpan<TargetGroup> groups)
    {
        public LossTargets Wanted { get; } = wanted;

        public ReadOnlySpan<TargetGroup> Groups { get; } = groups;
    }
}
