using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override (Variable Reads, MatrixMemoryState? End) MatrixMemoryCore(
        Variable queries, Variable keys, Variable values, Variable gates, SequenceRows rows, MatrixMemoryRule rule,
        MatrixMemoryState? start, bool keepsEnd, MatrixMemoryLook? look)
    {
        Graph.Begin("MatrixMemory");
        int sequences = rows.Sequences, heads = rule.Heads;
        int keyNumbers = queries.Shape.Width / heads, valueNumbers = values.Shape.Width / heads;
        Shape memory = new(sequences, heads, keyNumbers, valueNumbers), normalizer = new(sequences, heads, keyNumbers);
        Shape stabilizer = new(sequences, heads);
        Value[] both = Of(gates).Reshape(-1, 2 * heads, 1, 1).Split(1, heads, heads);
        Value kept = rule.Forget == ForgetGate.Sigmoid ? both[1].Multiply(-1).Softplus().Multiply(-1) : both[1];
        Value k = Of(keys).Multiply(1 / Math.Sqrt(keyNumbers));
        // Of each row: the query lying, the key standing, the value lying, and the gates.
        Value[] scanned =
        [
            Of(queries).Reshape(-1, heads, 1, keyNumbers), k.Reshape(-1, heads, keyNumbers, 1),
            Of(values).Reshape(-1, heads, 1, valueNumbers), both[0], kept,
        ];
        Value[] state = start is { } from
            ?
            [
                Of(from.Memory, sequences), Of(from.Normalizer, sequences).Unsqueeze(3),
                Of(from.Stabilizer, sequences).Unsqueeze(2, 3),
            ]
            :
            [
                Repeat(Graph.Number(0), memory), Repeat(Graph.Number(0), normalizer).Unsqueeze(3),
                Repeat(Graph.Number(0), stabilizer).Unsqueeze(2, 3),
            ];
        (Value[] end, Value reads) = Over(rows, state, scanned, Step);
        Variable read = Result(reads.Reshape(-1, heads * valueNumbers), new Shape(queries.Rows, values.Shape.Width));
        return (read, keepsEnd
            ? new MatrixMemoryState(
                Result(end[0], memory), Result(end[1].Squeeze(3), normalizer), Result(end[2].Squeeze(2, 3), stabilizer))
            : null);

        (Value[] Next, Value Read) Step(Value[] at, Value[] row)
        {
            Value last = row[4].Add(at[2]), most = Graph.Node("Max", [last, row[3]]);
            Value f = last.Subtract(most).Exponential(), written = row[1].Multiply(row[3].Subtract(most).Exponential());
            Value next = at[0].Multiply(f).Add(written.MatMul(row[2])), sum = at[1].Multiply(f).Add(written);
            Value divisor = Graph.Node("Max", [row[0].MatMul(sum).Absolute(), most.Multiply(-1).Exponential()]);
            return ([next, sum, most], row[0].MatMul(next).Divide(divisor.AtLeast(MatrixMemoryFloor)));
        }
    }

    /// <summary>The rows of a single step at once, or one after another those of a sequence.</summary>
    /// <param name="rows">Which.</param>
    /// <param name="state">What is carried from step to step, [B, ..] each.</param>
    /// <param name="scanned">What each row is computed of, [R, ..] each.</param>
    /// <param name="step">The operations of a step, whose tensors may lack the first dimension of rows.</param>
    private (Value[] End, Value Made) Over(
        SequenceRows rows, Value[] state, Value[] scanned, Func<Value[], Value[], (Value[] Next, Value Made)> step)
    {
        if (IsStep(rows))
            return step(state, scanned);
        (Value[] last, Value[] made) = Graph.Scan(state, scanned, (before, row) =>
        {
            (Value[] next, Value one) = step(before, row);
            return (next, [one]);
        });
        return (last, made[0]);
    }
}
