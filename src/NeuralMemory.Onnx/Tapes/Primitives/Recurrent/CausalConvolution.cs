using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override (Variable Y, Variable? Next) CausalConvolutionCore(
        Variable x, Variable kernel, SequenceRows rows, Variable? state, bool keeps)
    {
        Graph.Begin("CausalConvolution");
        int taps = kernel.Shape[0], before = taps - 1, width = x.Shape[1];
        var left = new Shape(rows.Sequences, before, width);
        Value now = Of(x), weights = Of(kernel);
        if (IsStep(rows))
        {
            Value past = state is null ? Repeat(Graph.Number(0), left) : Of(state, rows.Sequences);
            Value seen = Value.Concat(1, past, now.Unsqueeze(1));
            Variable y = Result(seen.Multiply(weights).Sum(1, keeps: false), x.Shape);
            return (y, keeps ? Result(seen.Slice(1, 1, taps), left) : null);
        }

        Value zeros = state is null ? Graph.Number(0).Expand(Graph.Wholes(before, width)) : Of(state, 1).Squeeze(0);
        Value all = Value.Concat(0, zeros, now);
        Value sum = Seen(before);
        for (int j = before - 1; j >= 0; j--)
            sum = sum.Add(Seen(j));
        return (Result(sum, x.Shape), keeps ? Result(all.Slice(0, -before, long.MaxValue).Unsqueeze(0), left) : null);

        Value Seen(int tap) => all.Slice(0, tap, tap == before ? long.MaxValue : tap - before).Multiply(weights.Slice(0, tap, tap + 1));
    }

    /// <summary>Whether rows are those of a single step, of as many sequences as there are; else they are one sequence's.</summary>
    /// <exception cref="OnnxException">They are steps of several sequences.</exception>
    private static bool IsStep(SequenceRows rows)
    {
        if (rows.Longest > 1 && rows.Sequences > 1)
            throw new OnnxException("what goes over all steps is written for one sequence at a time");
        return rows.Longest == 1;
    }
}
