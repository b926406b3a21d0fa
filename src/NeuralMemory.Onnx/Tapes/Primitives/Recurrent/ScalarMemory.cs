using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override (Variable Hidden, ScalarMemoryState? End) ScalarMemoryCore(
        Variable gates, Variable? recurrent, SequenceRows rows, ForgetGate forget, ScalarMemoryState? start, bool keepsEnd,
        ScalarMemoryLook? look)
    {
        Graph.Begin("ScalarMemory");
        int units = gates.Shape.Width / 4, heads = recurrent?.Rows ?? 1;
        var shape = new Shape(rows.Sequences, units);
        // [R, H, 4, D]: the gates of a head lie together, as its recurrent weights have them; units are [.., H, D] inside.
        Value all = Of(gates).Reshape(-1, 4, heads, units / heads).Transpose(0, 2, 1, 3);
        Value nothing = Repeat(Graph.Number(0), shape);
        Value[] state = start is { } from
            ?
            [
                Of(from.Hidden, rows.Sequences), Of(from.Cell, rows.Sequences), Of(from.Normalizer, rows.Sequences),
                Of(from.Stabilizer, rows.Sequences),
            ]
            : [nothing, nothing, nothing, Repeat(Graph.Number(ScalarMemoryBefore), shape)];
        state = [.. state.Select(part => part.Reshape(-1, heads, 1, units / heads))];
        Value? weights = recurrent is null ? null : Of(recurrent);
        (Value[] end, Value made) = Over(rows, state, [all], Step);
        Variable hidden = Result(made.Reshape(-1, units), new Shape(gates.Rows, units));
        return (hidden, keepsEnd ? new ScalarMemoryState(Part(0), Part(1), Part(2), Part(3)) : null);

        Variable Part(int part) => Result(end[part].Reshape(-1, units), shape);

        (Value[] Next, Value Made) Step(Value[] at, Value[] row)
        {
            Value now = row[0];
            if (weights is { } matrix)
                now = now.Add(at[0].MatMul(matrix).Reshape(-1, heads, 4, units / heads));
            Value[] parts = now.Split(-2, 1, 1, 1, 1);
            Value kept = forget == ForgetGate.Sigmoid ? parts[1].Multiply(-1).Softplus().Multiply(-1) : parts[1];
            Value last = kept.Add(at[3]), most = Graph.Node("Max", [last, parts[0]]);
            Value f = last.Subtract(most).Exponential(), i = parts[0].Subtract(most).Exponential();
            Value c = f.Multiply(at[1]).Add(i.Multiply(parts[2].Tanh())), n = f.Multiply(at[2]).Add(i);
            Value h = parts[3].Sigmoid().Multiply(c.Divide(n));
            return ([h, c, n, most], h);
        }
    }
}
