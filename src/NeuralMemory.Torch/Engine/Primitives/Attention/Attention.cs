using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable AttentionCore(
        Variable queries, Variable keys, Variable values, SequenceRows queryRows, SequenceRows keyRows, AttentionRule rule,
        Variable? weights) => Run(() =>
    {
        int sequences = queryRows.Sequences;
        Tensor q = Padded(queries, queryRows, sequences, rule.Heads);
        Tensor k = Padded(keys, keyRows, sequences, rule.Heads), v = Padded(values, keyRows, sequences, rule.Heads);
        Tensor? shares = weights is not null || rule.Alibi ? Shares(q, k, queryRows, keyRows, rule) : null;
        if (weights is not null)
            Of(weights).copy_(Packed(shares!, queryRows, queries.Rows).detach().view(Dimensions(weights.Shape)));
        // Also where weights are asked for: who looks must not change what is seen.
        Tensor mixed = rule.Alibi ? shares!.matmul(v) : Fused(q, k, v, queryRows, keyRows, rule);
        return Result("Attention", Packed(mixed, queryRows, queries.Rows), new Shape(queries.Rows, values.Shape.Width));
    });

    /// <summary>[B, H, n, m] how much each key weighs.</summary>
    private Tensor Shares(Tensor q, Tensor k, SequenceRows queryRows, SequenceRows keyRows, AttentionRule rule)
    {
        using Scalar scale = Numbers.Of(rule.Scale);
        return Restrict(q.matmul(k.transpose(-2, -1)).mul(scale), queryRows, keyRows, rule).softmax(-1);
    }

    /// <summary>
    /// The library's own, which keeps no weights: memory and time of long sequences are far less. It divides by the root of the width
    /// whatever the rule says, and is quickest where it need not be told which keys are hidden.
    /// </summary>
    private Tensor Fused(Tensor q, Tensor k, Tensor v, SequenceRows queryRows, SequenceRows keyRows, AttentionRule rule)
    {
        using Scalar scale = Numbers.Of(rule.Scale * Math.Sqrt(q.shape[^1]));
        bool isCausal = AttentionPlan.IsPlainlyCausal(queryRows, keyRows, rule.Mask);
        Tensor? isSeen = isCausal ? null : Hidden(queryRows, keyRows, rule.Mask)?.logical_not();
        return torch.nn.functional.scaled_dot_product_attention(q.mul(scale), k, v, isSeen, is_casual: isCausal);
    }

    /// <summary>[B, H, the longest, D] rows of sequences, with zeros behind them.</summary>
    private Tensor Padded(Variable x, SequenceRows rows, int sequences, int heads) =>
        Padded(Of(x), x.Shape.MatrixRows, x.Shape.Width, rows, sequences, heads);

    /// <summary>The same of a tensor of <paramref name="count"/> rows of <paramref name="width"/>.</summary>
    private Tensor Padded(Tensor x, int count, int width, SequenceRows rows, int sequences, int heads)
    {
        Tensor all = torch.cat([x.reshape(count, width), Zeros(width)], 0);
        return all.index_select(0, Indices(AttentionPlan.Padding(rows, sequences, count)))
            .view(sequences, rows.Longest, heads, width / heads).transpose(1, 2);
    }

    /// <summary>[rows, H D] from [B, H, the longest, D]: the way back, with zeros in rows of no sequence.</summary>
    private Tensor Packed(Tensor x, SequenceRows rows, int count)
    {
        long width = x.shape[1] * x.shape[3];
        Tensor flat = x.transpose(1, 2).reshape(-1, width);
        return torch.cat([flat, Zeros((int)width)], 0).index_select(0, Indices(AttentionPlan.Packing(rows, count)));
    }

    /// <summary>
    /// [B, H, n, m] scores less what distance costs, and minus infinity for keys that a query does not see. What the host says is a number
    /// or two for each query; the rest is computed on the device.
    /// </summary>
    private Tensor Restrict(Tensor scores, SequenceRows queryRows, SequenceRows keyRows, AttentionRule rule)
    {
        if (rule.Alibi)
        {
            Tensor keys = Places(keyRows.Longest);
            Tensor slopes = Constants.Next([.. Enumerable.Range(0, rule.Heads).Select(rule.SlopeOf)]).view(1, rule.Heads, 1, 1);
            Tensor places = OfQueries(queryRows, AttentionPlan.Places(queryRows, keyRows));
            scores = scores.sub(places.sub(keys).abs().mul(slopes));
        }

        return Hidden(queryRows, keyRows, rule.Mask) is { } isHidden ? scores.masked_fill(isHidden, Numbers.MinusInfinity) : scores;
    }

    /// <summary>[B, 1, n, m] which keys a query does not see; null where all see all.</summary>
    private Tensor? Hidden(SequenceRows queryRows, SequenceRows keyRows, AttentionMask mask)
    {
        if (AttentionPlan.Ranges(queryRows, keyRows, mask) is not { } ranges)
            return null;
        Tensor keys = Places(keyRows.Longest);
        return keys.lt(OfQueries(queryRows, ranges.From)).logical_or(keys.ge(OfQueries(queryRows, ranges.To)));
    }

    /// <summary>[B, 1, n, 1] a number of each query.</summary>
    private Tensor OfQueries(SequenceRows queryRows, Real[] numbers) =>
        Constants.Next(numbers).view(queryRows.Sequences, 1, queryRows.Longest, 1);

    /// <summary>The constants of the pass.</summary>
    private ConstantCache Constants => _feed?.Constants ?? _constants;

    private Tensor Indices(long[] rows) => Constants.Next(rows);

    /// <summary>[1, width]</summary>
    private Tensor Zeros(int width) => OfTape("zeros", width, () => torch.zeros([1, width], Precision.Type, _device));
}
