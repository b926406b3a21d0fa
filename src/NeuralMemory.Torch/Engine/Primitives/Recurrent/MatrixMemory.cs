using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    /// <summary>The steps that are computed at once: all pairs of them are weighed.</summary>
    private const int MatrixMemoryChunk = 64;

    /// <summary>
    /// Chunk by chunk, each as attention in which a key counts e^(sum of log f behind it + i - m) (Beck et al. 2024, appendix A.3), and from
    /// chunk to chunk by the memory.
    /// </summary>
    protected override (Variable Reads, MatrixMemoryState? End) MatrixMemoryCore(
        Variable queries, Variable keys, Variable values, Variable gates, SequenceRows rows, MatrixMemoryRule rule,
        MatrixMemoryState? start, bool keepsEnd, MatrixMemoryLook? look) => Run(() =>
    {
        int sequences = rows.Sequences, heads = rule.Heads, longest = rows.Longest, count = queries.Rows;
        int keyNumbers = queries.Shape.Width / heads, valueNumbers = values.Shape.Width / heads;
        using Scalar scale = Numbers.Of(1 / Math.Sqrt(keyNumbers));
        Tensor q = Padded(queries, rows, sequences, heads), k = Padded(keys, rows, sequences, heads).mul(scale);
        Tensor v = Padded(values, rows, sequences, heads), both = Padded(gates, rows, sequences, 2 * heads).squeeze(-1);
        (Tensor input, Tensor kept) = Stayed(
            both.narrow(1, 0, heads), KeptByGate(both.narrow(1, heads, heads), rule.Forget), rows, [sequences, 1, longest]);
        MatrixChunk at = start is { } given
            ? new(Of(given.Memory, sequences), Of(given.Normalizer, sequences), Of(given.Stabilizer, sequences).detach())
            : new(ZerosOf(sequences, heads, keyNumbers, valueNumbers), ZerosOf(sequences, heads, keyNumbers), ZerosOf(sequences, heads));
        List<Tensor> reads = [];
        MatrixShown? shown = look is null ? null : new(look.Value.Memory is not null);
        for (int first = 0; first < longest; first += MatrixMemoryChunk)
        {
            int steps = Math.Min(MatrixMemoryChunk, longest - first);
            (Tensor read, at) = Chunk(
                q.narrow(2, first, steps), k.narrow(2, first, steps), v.narrow(2, first, steps), input.narrow(2, first, steps),
                kept.narrow(2, first, steps), at, shown);
            reads.Add(read);
        }

        if (look is { } shows)
            Show(shown!, shows, rows, count);
        Variable all = Result(
            "MatrixMemory", Packed(torch.cat(reads, 2), rows, count), new Shape(count, values.Shape.Width));
        return (all, keepsEnd ? State(at, sequences, heads, keyNumbers, valueNumbers) : (MatrixMemoryState?)null);
    });

    private (Tensor Reads, MatrixChunk After) Chunk(
        Tensor q, Tensor k, Tensor v, Tensor input, Tensor kept, MatrixChunk before, MatrixShown? shown)
    {
        Tensor sums = kept.cumsum(-1), past = sums.add(before.Stabilizer.unsqueeze(-1), Numbers.One);
        // [B, H, L, L] the logarithm of what each key still counts for.
        Tensor logs = sums.unsqueeze(-1).sub(sums.unsqueeze(-2)).add(input.unsqueeze(-2), Numbers.One);
        int steps = (int)q.shape[2];
        Tensor isAhead = OfTape("ahead", steps, () => torch.ones([steps, steps], torch.ScalarType.Bool, _device).triu(1));
        logs = logs.masked_fill(isAhead, Numbers.MinusInfinity);
        Tensor most = torch.maximum(logs.amax([-1]), past).detach();
        Tensor shares = logs.sub(most.unsqueeze(-1)).exp(), of = past.sub(most).exp().unsqueeze(-1);
        Tensor weights = shares.mul(q.matmul(k.transpose(-2, -1)));
        Tensor mixed = weights.matmul(v).add(q.matmul(before.Memory).mul(of), Numbers.One);
        Tensor overlap = weights.sum(-1, keepdim: true)
            .add(q.matmul(before.Normalizer.unsqueeze(-1)).mul(of), Numbers.One);
        Tensor divisor = torch.maximum(overlap.abs(), most.neg().exp().unsqueeze(-1)).clamp_min(Numbers.Epsilon);
        Tensor written = k.mul(shares.narrow(2, steps - 1, 1).transpose(-2, -1));
        Tensor stays = of.narrow(2, steps - 1, 1);
        MatrixChunk after = new(
            before.Memory.mul(stays).add(written.transpose(-2, -1).matmul(v), Numbers.One),
            before.Normalizer.mul(stays.squeeze(-1)).add(written.sum(2), Numbers.One), most.narrow(2, steps - 1, 1).squeeze(-1));
        shown?.Add(k, v, input, kept, before, shares, of, most, divisor);
        return (mixed.div(divisor), after);
    }

    private void Show(MatrixShown shown, MatrixMemoryLook look, SequenceRows rows, int count)
    {
        Write(look.InputGate, shown.Inputs);
        Write(look.ForgetGate, shown.Forgets);
        Write(look.Normalizer, shown.Divisors);
        if (look.Memory is { } memory)
            Write(memory, shown.Memories);

        void Write(Variable target, List<Tensor> parts) =>
            Of(target).copy_(Packed(torch.cat(parts, 2).detach(), rows, count).view(Dimensions(target.Shape)));
    }

    private MatrixMemoryState State(MatrixChunk at, int sequences, int heads, int keyNumbers, int valueNumbers) => new(
        Result("MatrixMemory", at.Memory.contiguous(), new Shape(sequences, heads, keyNumbers, valueNumbers), PrimitiveAxes.FastMemory,
            "memory"),
        Result("MatrixMemory", at.Normalizer.contiguous(), new Shape(sequences, heads, keyNumbers), PrimitiveAxes.HeadNumbers,
            "normalizer"),
        Result("MatrixMemory", at.Stabilizer.contiguous(), new Shape(sequences, heads), PrimitiveAxes.Units, "stabilizer"));

    /// <summary>log f of a forget gate.</summary>
    private static Tensor KeptByGate(Tensor gate, ForgetGate forget) =>
        forget == ForgetGate.Sigmoid ? torch.nn.functional.logsigmoid(gate) : gate;

    /// <summary>Where a sequence has ended nothing is written and nothing forgotten.</summary>
    private (Tensor Input, Tensor Kept) Stayed(Tensor input, Tensor kept, SequenceRows rows, long[] shape)
    {
        if (AttentionPlan.Present(rows, rows.Sequences) is not { } present)
            return (input, kept);
        Tensor isThere = Constants.Next(present).view(shape);
        using Scalar nothing = Numbers.Of(-ScalarMemoryBefore);
        return (input.mul(isThere).add(isThere.sub(_one).mul(nothing), Numbers.One), kept.mul(isThere));
    }

    private Tensor ZerosOf(params long[] shape) => torch.zeros(shape, Precision.Type, _device);

    /// <summary>What stands between two chunks: [B, H, D, V], [B, H, D] and [B, H].</summary>
    private readonly record struct MatrixChunk(Tensor Memory, Tensor Normalizer, Tensor Stabilizer);

    /// <summary>What each step did, chunk after chunk: [B, H, L, ..].</summary>
    private sealed class MatrixShown(bool memories)
    {
        public List<Tensor> Inputs { get; } = [];

        public List<Tensor> Forgets { get; } = [];

        public List<Tensor> Divisors { get; } = [];

        public List<Tensor> Memories { get; } = [];

        public void Add(
            Tensor k, Tensor v, Tensor input, Tensor kept, MatrixChunk before, Tensor shares, Tensor of, Tensor most, Tensor divisor)
        {
            Tensor last = torch.cat([before.Stabilizer.unsqueeze(-1), most.narrow(-1, 0, most.shape[^1] - 1)], -1);
            Inputs.Add(input.sub(most).exp().unsqueeze(-1));
            Forgets.Add(kept.add(last, Numbers.One).sub(most).exp().unsqueeze(-1));
            Divisors.Add(divisor);
            if (!memories)
                return;
            Tensor pairs = k.unsqueeze(-1).mul(v.unsqueeze(-2)).flatten(-2, -1);
            Memories.Add(shares.matmul(pairs).add(before.Memory.flatten(-2, -1).unsqueeze(2).mul(of), Numbers.One));
        }
    }
}
