using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// A short convolution over the steps of a sequence, each channel by itself: y_t = sum of kernel_j x_(t - K + 1 + j) over j from 0 to
    /// K - 1, so that a step sees itself and the K - 1 before it. Before the first step there are zeros.
    /// </summary>
    /// <param name="x">[R, C]</param>
    /// <param name="kernel">[K, C], K at least 2; its last row weighs the present step.</param>
    /// <param name="rows">
    /// Which rows belong to each sequence, in the order of time; others become 0. Must stay as it is until the pass is over.
    /// </param>
    /// <returns>[R, C]</returns>
    public Variable CausalConvolution(Variable x, Variable kernel, SequenceRows rows)
    {
        ExpectConvolution(x, kernel, rows, null);
        Touch(x, kernel);
        return CausalConvolutionCore(x, kernel, rows, null, keeps: false).Y;
    }

    /// <summary>The same for sequences that go on from earlier steps, and have later ones.</summary>
    /// <param name="x">[R, C]</param>
    /// <param name="kernel">[K, C]</param>
    /// <param name="rows">Which rows belong to each sequence.</param>
    /// <param name="state">[at least B, K - 1, C] the inputs of the last steps of each sequence, the oldest first.</param>
    /// <param name="next">[B, K - 1, C] receives those that the next steps need.</param>
    /// <returns>[R, C]</returns>
    public Variable CausalConvolution(Variable x, Variable kernel, SequenceRows rows, Variable state, out Variable next)
    {
        ExpectConvolution(x, kernel, rows, state);
        Touch(x, kernel, state);
        (Variable y, Variable? left) = CausalConvolutionCore(x, kernel, rows, state, keeps: true);
        next = left!;
        return y;
    }

    /// <summary>The engine's convolution, whose arguments have been checked.</summary>
    /// <param name="x">[R, C]</param>
    /// <param name="kernel">[K, C]</param>
    /// <param name="rows">Which rows belong to each sequence.</param>
    /// <param name="state">The inputs before the first ones; null for zeros.</param>
    /// <param name="keeps">Whether the next state is wanted.</param>
    protected abstract (Variable Y, Variable? Next) CausalConvolutionCore(
        Variable x, Variable kernel, SequenceRows rows, Variable? state, bool keeps);

    private static void ExpectConvolution(Variable x, Variable kernel, SequenceRows rows, Variable? state)
    {
        const string primitive = nameof(CausalConvolution);
        Expect.That(x.Shape.Rank == 2, $"rows of shape {x.Shape}", primitive);
        Expect.That(
            kernel.Shape.Rank == 2 && kernel.Shape[0] >= 2 && kernel.Shape[1] == x.Shape[1],
            $"a kernel {kernel.Shape} for rows {x.Shape}", primitive);
        Expect.That(rows.End <= x.Rows, $"{rows.End} rows of sequences in {x.Shape}", primitive);
        if (state is not null)
            Expect.Rows(state, rows.Sequences, kernel.Shape[0] - 1, x.Shape[1], primitive);
    }
}
