using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// Rotary positions (Su et al. 2021, arXiv 2104.09864, section 3.2.2): of each head of a row at place t of its sequence, the pair of
    /// numbers (2i, 2i + 1) is turned by the angle t / 10000^(2i / D), so that products of queries and keys depend on distances.
    /// </summary>
    /// <param name="x">[R, H D]</param>
    /// <param name="rows">Which rows belong to each sequence, in the order of places; others stay as they are.</param>
    /// <param name="heads">H, each with an even number D of numbers.</param>
    /// <param name="offset">The place of each sequence's first row, at least 0.</param>
    /// <returns>[R, H D]</returns>
    public Variable Rotate(Variable x, SequenceRows rows, int heads, int offset = 0)
    {
        Expect.That(heads >= 1 && x.Shape.Rank == 2 && x.Shape.RowCount % (2 * heads) == 0, $"{heads} heads of pairs in {x.Shape}");
        Expect.That(rows.Total <= x.Rows, $"{rows.Total} rows of sequences in {x.Shape}");
        Expect.That(offset >= 0, $"the first place is {offset}");
        Touch(x);
        return RotateCore(x, rows, heads, offset);
    }

    /// <summary>The engine's <see cref="Rotate"/>, whose arguments have been checked.</summary>
    protected abstract Variable RotateCore(Variable x, SequenceRows rows, int heads, int offset);
}
