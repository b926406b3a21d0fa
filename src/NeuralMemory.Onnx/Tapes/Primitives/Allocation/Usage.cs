using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override (Variable Usage, Variable Retention) UsageCore(
        Variable usage, Variable writes, Variable reads, Variable freeGates, bool throughWrites)
    {
        Graph.Begin("Usage");
        int rows = freeGates.Rows;
        // The operations of the native engine in their order: slots that are used alike are told apart by their rounding.
        Value kept = Unless(Graph.Number(1), Of(reads, rows), reads.Shape[1], Of(freeGates)).Relu();
        Value free = Unless(Of(usage, rows).FromOne(), Of(writes, rows), writes.Shape[1], null).Relu();
        var shape = new Shape(rows, usage.Shape[1]);
        return (Result(free.FromOne().Multiply(kept), shape), Result(kept, shape));
    }

    /// <summary>x prod over heads (1 - w g): what is left of x [B, N], or of 1, after all heads of w [B, H, N], by their gates.</summary>
    private static Value Unless(Value x, Value weights, int heads, Value? gates)
    {
        Value[] parts = weights.Split(1, Alike(heads)), shares = gates?.Split(1, Alike(heads)) ?? [];
        for (int head = 0; head < heads; head++)
        {
            Value taken = x.Multiply(parts[head].Squeeze(1));
            x = x.Subtract(gates is null ? taken : taken.Multiply(shares[head].Squeeze(2)));
        }

        return x;
    }

    private static long[] Alike(int count)
    {
        var sizes = new long[count];
        Array.Fill(sizes, 1);
        return sizes;
    }
}
