using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>The smallest number that a read of a matrix memory is divided by.</summary>
    /// <remarks>The authors' code adds as much; a floor keeps the equation exact wherever it is not in danger.</remarks>
    public const double MatrixMemoryFloor = 1e-6;

    /// <summary>
    /// The matrix memory of xLSTM over all steps of some sequences (Beck et al. 2024, arXiv 2405.04517, equations 19 to 27, stabilised by
    /// equations 15 to 17), head by head: with k = key / sqrt(D), log f = log sigmoid(f) or f itself,
    /// m = max(log f + m', i), f = e^(log f + m' - m), i = e^(i - m),
    /// C = f C' + i k v^T, n = f n' + i k, y = C^T q / max(|n . q|, e^-m). All start at zero. What is divided by is never below
    /// <see cref="MatrixMemoryFloor"/>. The result does not depend on m, but for rounding and that floor, so no gradient goes through it.
    /// </summary>
    /// <param name="queries">[R, H D]</param>
    /// <param name="keys">[R, H D]</param>
    /// <param name="values">[R, H V]</param>
    /// <param name="gates">[R, 2 H] pre-activations: the input gates of all heads, then their forget gates.</param>
    /// <param name="rows">Which rows belong to each sequence. Must stay as it is until the pass is over.</param>
    /// <param name="rule">Heads, and how it forgets.</param>
    /// <returns>[R, H V]; zeros in rows that belong to no sequence.</returns>
    public Variable MatrixMemory(
        Variable queries, Variable keys, Variable values, Variable gates, SequenceRows rows, MatrixMemoryRule rule)
    {
        ExpectMatrixMemory(queries, keys, values, gates, rows, rule, null);
        Touch(queries, keys, values, gates);
        return MatrixMemoryCore(queries, keys, values, gates, rows, rule, null, keepsEnd: false, null).Reads;
    }

    /// <summary>The same from a state on, and the state behind each sequence's last row: steps taken one by one give the same bits.</summary>
    /// <param name="queries">[R, H D]</param>
    /// <param name="keys">[R, H D]</param>
    /// <param name="values">[R, H V]</param>
    /// <param name="gates">[R, 2 H]</param>
    /// <param name="rows">Which rows belong to each sequence.</param>
    /// <param name="rule">Heads, and how it forgets.</param>
    /// <param name="start">What stands before the first row of each sequence; null for zeros.</param>
    /// <param name="end">What stands behind the last one: as many rows as there are sequences.</param>
    /// <returns>[R, H V]</returns>
    public Variable MatrixMemory(
        Variable queries, Variable keys, Variable values, Variable gates, SequenceRows rows, MatrixMemoryRule rule,
        MatrixMemoryState? start, out MatrixMemoryState end)
    {
        ExpectMatrixMemory(queries, keys, values, gates, rows, rule, start);
        TouchMatrixMemory(queries, keys, values, gates, start);
        (Variable reads, MatrixMemoryState? last) = MatrixMemoryCore(
            queries, keys, values, gates, rows, rule, start, keepsEnd: true, null);
        end = last!.Value;
        return reads;
    }

    /// <summary>The same, and what happened in each row.</summary>
    /// <param name="queries">[R, H D]</param>
    /// <param name="keys">[R, H D]</param>
    /// <param name="values">[R, H V]</param>
    /// <param name="gates">[R, 2 H]</param>
    /// <param name="rows">Which rows belong to each sequence.</param>
    /// <param name="rule">Heads, and how it forgets.</param>
    /// <param name="start">What stands before the first row of each sequence; null for zeros.</param>
    /// <param name="end">What stands behind the last one.</param>
    /// <param name="looksAtMemory">Whether the memory after each row is wanted too, which takes much room.</param>
    /// <param name="look">Gates and normaliser, and the memory, of each row; zeros in rows of no sequence.</param>
    /// <returns>[R, H V]</returns>
    public Variable MatrixMemory(
        Variable queries, Variable keys, Variable values, Variable gates, SequenceRows rows, MatrixMemoryRule rule,
        MatrixMemoryState? start, out MatrixMemoryState end, bool looksAtMemory, out MatrixMemoryLook look)
    {
        ExpectMatrixMemory(queries, keys, values, gates, rows, rule, start);
        TouchMatrixMemory(queries, keys, values, gates, start);
        int heads = rule.Heads;
        look = MatrixMemoryLook.Of(this, queries.Rows, heads, looksAtMemory
            ? new Shape(queries.Rows, heads, queries.Shape.Width / heads, values.Shape.Width / heads)
            : null);
        (Variable reads, MatrixMemoryState? last) = MatrixMemoryCore(
            queries, keys, values, gates, rows, rule, start, keepsEnd: true, look);
        end = last!.Value;
        return reads;
    }

    /// <summary>The engine's matrix memory, whose arguments have been checked.</summary>
    /// <param name="queries">[R, H D]</param>
    /// <param name="keys">[R, H D]</param>
    /// <param name="values">[R, H V]</param>
    /// <param name="gates">[R, 2 H]</param>
    /// <param name="rows">Which rows belong to each sequence.</param>
    /// <param name="rule">Heads, and how it forgets.</param>
    /// <param name="start">What stands before the first row of each sequence; null for zeros.</param>
    /// <param name="keepsEnd">Whether what stands behind the last row is wanted.</param>
    /// <param name="look">Zeros that receive what happened; null where nobody looks.</param>
    protected abstract (Variable Reads, MatrixMemoryState? End) MatrixMemoryCore(
        Variable queries, Variable keys, Variable values, Variable gates, SequenceRows rows, MatrixMemoryRule rule,
        MatrixMemoryState? start, bool keepsEnd, MatrixMemoryLook? look);

    private static void ExpectMatrixMemory(
        Variable queries, Variable keys, Variable values, Variable gates, SequenceRows rows, MatrixMemoryRule rule, MatrixMemoryState? start)
    {
        int heads = rule.Heads, width = queries.Shape.Width;
        Expect.That(heads >= 1 && width % heads == 0, $"{heads} heads do not divide {width} numbers", nameof(MatrixMemory));
        Expect.That(
            values.Shape.Width % heads == 0, $"{heads} heads do not divide values of {values.Shape.Width} numbers", nameof(MatrixMemory));
        Expect.Rows(queries, rows.End, width, nameof(MatrixMemory));
        Expect.Rows(keys, rows.End, width, nameof(MatrixMemory));
        Expect.Rows(values, rows.End, values.Shape.Width, nameof(MatrixMemory));
        Expect.Rows(gates, rows.End, 2 * heads, nameof(MatrixMemory));
        if (start is not { } state)
            return;
        Expect.Rows(state.Memory, rows.Sequences, heads, width / heads, values.Shape.Width / heads, nameof(MatrixMemory));
        Expect.Rows(state.Normalizer, rows.Sequences, heads, width / heads, nameof(MatrixMemory));
        Expect.Rows(state.Stabilizer, rows.Sequences, heads, nameof(MatrixMemory));
    }

    private static void TouchMatrixMemory(Variable queries, Variable keys, Variable values, Variable gates, MatrixMemoryState? start)
    {
        Touch(queries, keys, values, gates, nameof(MatrixMemory));
        if (start is { } state)
            Touch(state.Memory, state.Normalizer, state.Stabilizer, nameof(MatrixMemory));
    }
}
