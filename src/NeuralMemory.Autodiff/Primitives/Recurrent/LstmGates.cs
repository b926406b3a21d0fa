namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// The gates of a long short-term memory: with i, f, g, o the four quarters of the pre-activations,
    /// c = sigmoid(f) c' + sigmoid(i) tanh(g) and h = sigmoid(o) tanh(c).
    /// </summary>
    /// <param name="gates">[B, 4C] pre-activations in the order input, forget, cell, output; overwritten by the gates themselves.</param>
    /// <param name="cell">[at least B, C] the cell of the step before.</param>
    /// <returns>The hidden state and the cell, each [B, C].</returns>
    public (Variable Hidden, Variable Cell) LstmGates(Variable gates, Variable cell)
    {
        int units = gates.Shape.RowCount / 4;
        Expect.That(gates.Shape.RowCount == 4 * units, "'gates' is not four times as wide as the cell");
        Expect.Rows(cell, gates.Rows, units);
        gates.Consume(nameof(gates));
        Touch(cell);
        return LstmGatesCore(gates, cell);
    }

    /// <summary>The engine's <see cref="LstmGates"/>, whose arguments have been checked.</summary>
    protected abstract (Variable Hidden, Variable Cell) LstmGatesCore(Variable gates, Variable cell);
}
