using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>The stabiliser of a scalar memory that holds nothing: the first step's is that of its input gate.</summary>
    public const double ScalarMemoryBefore = -1e30;

    /// <summary>
    /// The scalar memory of xLSTM over all steps of some sequences (Beck et al. 2024, arXiv 2405.04517, equations 8 to 17): with log f =
    /// log sigmoid(f) or f itself, m = max(log f + m', i), f = e^(log f + m' - m), i = e^(i - m),
    /// c = f c' + i tanh(z), n = f n' + i, h = sigmoid(o) c / n. Recurrent weights add R h' to the pre-activations, head by head. Nothing
    /// stands before the first step, whose m is i. The result does not depend on m, but for rounding, so no gradient goes through it.
    /// </summary>
    /// <param name="gates">[R, 4 C] pre-activations in the order input, forget, cell, output.</param>
    /// <param name="recurrent">
    /// [H, D, 4 D] with C = H D: what unit d of head h adds to pre-activation (gate, e) of the same head, at 'gate D + e'; null for none.
    /// </param>
    /// <param name="rows">Which rows belong to each sequence. Must stay as it is until the pass is over.</param>
    /// <param name="forget">How the forget gate comes of its pre-activation.</param>
    /// <returns>[R, C] the hidden states; zeros in rows that belong to no sequence.</returns>
    public Variable ScalarMemory(Variable gates, Variable? recurrent, SequenceRows rows, ForgetGate forget = ForgetGate.Sigmoid)
    {
        ExpectScalarMemory(gates, recurrent, rows, null);
        return ScalarMemoryCore(gates, recurrent, rows, forget, null, keepsEnd: false, null).Hidden;
    }

    /// <summary>The same from a state on, and the state behind each sequence's last row: steps taken one by one give the same bits.</summary>
    /// <param name="gates">[R, 4 C]</param>
    /// <param name="recurrent">[H, D, 4 D], or null.</param>
    /// <param name="rows">Which rows belong to each sequence.</param>
    /// <param name="forget">How the forget gate comes of its pre-activation.</param>
    /// <param name="start">What stands before the first row of each sequence; null for nothing.</param>
    /// <param name="end">What stands behind the last one: as many rows as there are sequences.</param>
    /// <returns>[R, C]</returns>
    public Variable ScalarMemory(
        Variable gates, Variable? recurrent, SequenceRows rows, ForgetGate forget, ScalarMemoryState? start, out ScalarMemoryState end)
    {
        ExpectScalarMemory(gates, recurrent, rows, start);
        (Variable hidden, ScalarMemoryState? last) = ScalarMemoryCore(gates, recurrent, rows, forget, start, keepsEnd: true, null);
        end = last!.Value;
        return hidden;
    }

    /// <summary>The same, and what happened in each row.</summary>
    /// <param name="gates">[R, 4 C]</param>
    /// <param name="recurrent">[H, D, 4 D], or null.</param>
    /// <param name="rows">Which rows belong to each sequence.</param>
    /// <param name="forget">How the forget gate comes of its pre-activation.</param>
    /// <param name="start">What stands before the first row of each sequence; null for nothing.</param>
    /// <param name="end">What stands behind the last one.</param>
    /// <param name="look">Gates, normaliser and cell of each row; zeros in rows of no sequence.</param>
    /// <returns>[R, C]</returns>
    public Variable ScalarMemory(
        Variable gates, Variable? recurrent, SequenceRows rows, ForgetGate forget, ScalarMemoryState? start, out ScalarMemoryState end,
        out ScalarMemoryLook look)
    {
        ExpectScalarMemory(gates, recurrent, rows, start);
        look = ScalarMemoryLook.Of(this, new Shape(gates.Rows, gates.Shape.Width / 4));
        (Variable hidden, ScalarMemoryState? last) = ScalarMemoryCore(gates, recurrent, rows, forget, start, keepsEnd: true, look);
        end = last!.Value;
        return hidden;
    }

    /// <summary>The engine's scalar memory, whose arguments have been checked.</summary>
    /// <param name="gates">[R, 4 C]</param>
    /// <param name="recurrent">[H, D, 4 D], or null.</param>
    /// <param name="rows">Which rows belong to each sequence.</param>
    /// <param name="forget">How the forget gate comes of its pre-activation.</param>
    /// <param name="start">What stands before the first row of each sequence; null for nothing.</param>
    /// <param name="keepsEnd">Whether what stands behind the last row is wanted.</param>
    /// <param name="look">Zeros that receive what happened; null where nobody looks.</param>
    protected abstract (Variable Hidden, ScalarMemoryState? End) ScalarMemoryCore(
        Variable gates, Variable? recurrent, SequenceRows rows, ForgetGate forget, ScalarMemoryState? start, bool keepsEnd,
        ScalarMemoryLook? look);

    private static void ExpectScalarMemory(Variable gates, Variable? recurrent, SequenceRows rows, ScalarMemoryState? start)
    {
        int units = gates.Shape.Width / 4;
        Expect.That(gates.Shape.Width == 4 * units, "'gates' is not four times as wide as the cell", nameof(ScalarMemory));
        Expect.Rows(gates, rows.End, 4 * units, nameof(ScalarMemory));
        Touch(gates, nameof(ScalarMemory));
        if (recurrent is not null)
        {
            int heads = recurrent.Rows;
            Expect.That(units % heads == 0, $"{heads} heads do not divide {units} units", nameof(ScalarMemory));
            Expect.Rows(recurrent, heads, units / heads, 4 * units / heads, nameof(ScalarMemory));
            Touch(recurrent, nameof(ScalarMemory));
        }

        if (start is not { } state)
            return;
        Expect.Rows(state.Hidden, rows.Sequences, units, nameof(ScalarMemory));
        Expect.Rows(state.Cell, rows.Sequences, units, nameof(ScalarMemory));
        Expect.Rows(state.Normalizer, rows.Sequences, units, nameof(ScalarMemory));
        Expect.Rows(state.Stabilizer, rows.Sequences, units, nameof(ScalarMemory));
        Touch(state.Hidden, state.Cell, state.Normalizer, state.Stabilizer, nameof(ScalarMemory));
    }
}
