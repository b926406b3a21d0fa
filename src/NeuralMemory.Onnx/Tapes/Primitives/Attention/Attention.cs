using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable AttentionCore(
        Variable queries, Variable keys, Variable values, SequenceRows queryRows, SequenceRows keyRows, AttentionRule rule,
        Variable? weights)
    {
        Graph.Begin("Attention");
        Expect(queryRows, keyRows);
        Value q = ByHead(queries, rule.Heads), k = ByHead(keys, rule.Heads), v = ByHead(values, rule.Heads);
        Value scores = q.MatMul(k.Transpose(0, 2, 1)).Multiply(rule.Scale);
        Value mixed = Restrict(scores, rule).Softmax().MatMul(v);
        return Result(Joined(mixed, values.Shape.Width), new Shape(queries.Rows, values.Shape.Width));
    }

    /// <summary>A model looks at one sequence at a time, whose rows are in the order of time.</summary>
    private static void Expect(SequenceRows queryRows, SequenceRows keyRows)
    {
        if (queryRows.Sequences != 1 || keyRows.Sequences != 1)
            throw new OnnxException("attention is written for one sequence at a time");
    }

    /// <summary>[H, rows, D] from [rows, H D], or from more dimensions that count rows.</summary>
    private static Value ByHead(Variable x, int heads) => Of(x).Reshape(-1, heads, x.Shape.Width / heads).Transpose(1, 0, 2);

    /// <summary>[rows, H D] from [H, rows, D].</summary>
    private static Value Joined(Value x, int width) => x.Transpose(1, 0, 2).Reshape(-1, width);

    /// <summary>Scores [H, n, m] less what distance costs, and minus infinity for keys that a query does not see.</summary>
    private Value Restrict(Value scores, AttentionRule rule)
    {
        if (!rule.Alibi && rule.Mask == AttentionMask.None)
            return scores;
        Value queries = scores.Size(1), keys = scores.Size(2), key = keys.Range();
        // The last query stands where the last key does.
        Value place = queries.Range().Add(keys.Subtract(queries)).Unsqueeze(1);
        if (rule.Alibi)
        {
            Value slopes = Graph.Tensor(
                $"constants/slopes of {rule.Heads} heads", [rule.Heads, 1, 1],
                () => Enumerable.Range(0, rule.Heads).Select(head => (float)rule.SlopeOf(head)).ToArray());
            scores = scores.Subtract(place.Subtract(key).Absolute().Cast(ElementType.Single).Multiply(slopes));
        }

        return Hidden(place, key, rule.Mask) is { } hidden ? hidden.Choose(Graph.Number(double.NegativeInfinity), scores) : scores;
    }

    /// <summary>[n, m] which keys a query does not see; null where all see all.</summary>
    private Value? Hidden(Value place, Value key, AttentionMask mask)
    {
        Value? isAfter = mask.IsCausal ? key.IsMore(place) : null;
        if (mask.Window is not { } window)
            return isAfter;
        Value isBefore = key.Add(Graph.Whole(window)).IsLess(place.Add(Graph.Whole(1)));
        return isBefore.Or(isAfter ?? key.IsAtLeast(place.Add(Graph.Whole(window))));
    }
}
