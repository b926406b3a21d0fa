using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>Scaled dot attention in one piece, or put together of its parts.</summary>
public enum AttentionWay
{
    Fused,
    Composed,
}

internal static class AttentionWays
{
    /// <summary>Both ways in every one of some folders.</summary>
    public static TheoryData<string, AttentionWay> In(TheoryData<string> folders)
    {
        var data = new TheoryData<string, AttentionWay>();
        foreach (string folder in folders)
            foreach (AttentionWay way in Enum.GetValues<AttentionWay>())
                data.Add(folder, way);
        return data;
    }

    /// <summary>
    /// The weights [Q, H, K] and what they read, both with gradients: the fused attention gives its weights away by reading values that are
    /// 1 in a column of their own.
    /// </summary>
    public static (Variable Weights, Variable Read) Attend(
        this AttentionWay way, Tape tape, Variable queries, Variable keys, Variable values, SequenceRows queryRows, SequenceRows keyRows,
        AttentionRule rule)
    {
        if (way == AttentionWay.Fused)
        {
            Variable units = Units(tape, keys.Shape.MatrixRows, keyRows, rule.Heads);
            return (tape.Attention(queries, keys, units, queryRows, keyRows, rule),
                tape.Attention(queries, keys, values, queryRows, keyRows, rule));
        }

        Variable weights = tape.AttentionWeights(
            tape.DotScores(queries, keys, queryRows, keyRows, rule.Heads, rule.Scale), queryRows, keyRows, rule.Mask, rule.Alibi);
        return (weights, tape.WeightedSum(weights, values, queryRows, keyRows));
    }

    /// <summary>[rows, H K] in each head of a key 1 at the key's place in its sequence.</summary>
    private static Variable Units(Tape tape, int rows, SequenceRows keyRows, int heads)
    {
        int longest = keyRows.Longest;
        var units = new Real[rows * heads * longest];
        for (int sequence = 0; sequence < keyRows.Sequences; sequence++)
            for (int key = 0; key < keyRows.Count(sequence); key++)
                for (int head = 0; head < heads; head++)
                    units[(keyRows[sequence][key] * heads + head) * longest + key] = 1;
        return Untracked.Constant(tape, units, new Shape(rows, heads * longest));
    }
}
