using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override (Variable Reads, Variable? Next) FastWeightsCore(
        FastWeightInputs inputs, SequenceRows rows, FastWeightRule rule, Variable? state, bool keeps, Variable? memories)
    {
        Graph.Begin("FastWeights");
        int heads = rule.Heads, keyNumbers = inputs.Keys.Shape[1] / heads, valueNumbers = inputs.Values.Shape[1] / heads;
        var left = new Shape(rows.Sequences, heads, keyNumbers, valueNumbers);
        // [R, H, 1, ..] each
        Value q = OfUnitLength(Of(inputs.Queries).Reshape(-1, heads, 1, keyNumbers));
        Value k = OfUnitLength(Of(inputs.Keys).Reshape(-1, heads, 1, keyNumbers));
        Value v = Of(inputs.Values).Reshape(-1, heads, 1, valueNumbers), strengths = Of(inputs.Strengths).Reshape(-1, heads, 1, 1);
        List<Value> scanned = [q, k, v, strengths];
        if (inputs.Decays is { } decays)
            scanned.Add(Of(decays).Reshape(-1, heads, 1, 1));
        Value next, reads;
        if (IsStep(rows))
        {
            (next, reads) = Step(state is null ? Repeat(Graph.Number(0), left) : Of(state, rows.Sequences), scanned);
        }
        else
        {
            Value start = state is null
                ? Graph.Number(0).Expand(Graph.Wholes(heads, keyNumbers, valueNumbers))
                : Of(state, 1).Squeeze(0);
            (Value[] last, Value[] made) = Graph.Scan([start], [.. scanned], (before, row) =>
            {
                (Value after, Value read) = Step(before[0], row);
                return ([after], [read]);
            });
            (next, reads) = (last[0].Unsqueeze(0), made[0]);
        }

        return (Result(reads.Reshape(-1, heads * valueNumbers), inputs.Values.Shape), keeps ? Result(next, left) : null);

        (Value Next, Value Read) Step(Value memory, IReadOnlyList<Value> at)
        {
            Value value = at[2];
            if (at.Count > 4)
                memory = memory.Multiply(at[4]);
            if (rule.Erases)
                value = value.Subtract(at[1].MatMul(memory));
            Value key = at[1].Reshape(IsStep(rows) ? [-1, heads, keyNumbers, 1] : [heads, keyNumbers, 1]);
            memory = memory.Add(key.Multiply(value.Multiply(at[3])));
            return (memory, at[0].MatMul(memory));
        }
    }

    /// <summary>Along the last dimension.</summary>
    private static Value OfUnitLength(Value x) => x.Divide(x.SquareSum(-1).Add(FastWeightHead.Epsilon).Root());
}
