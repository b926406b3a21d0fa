namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// The gates of a gated recurrent unit (Cho et al. 2014, in cuDNN's and PyTorch's form): with a the input's and b the hidden state's
    /// pre-activations, r = sigmoid(a_r + b_r), z = sigmoid(a_z + b_z), n = tanh(a_n + r b_n), h = (1 - z) n + z h'.
    /// </summary>
    /// <param name="fromInput">[B, 3C] a, in the order reset, update, new.</param>
    /// <param name="fromHidden">[at least B, 3C] b, in the same order.</param>
    /// <param name="hidden">[at least B, C] h', the hidden state of the step before.</param>
    /// <returns>[B, C] the hidden state.</returns>
    public Variable GruGates(Variable fromInput, Variable fromHidden, Variable hidden)
    {
        int rows = fromInput.Rows, units = fromInput.Shape.RowCount / 3;
        Expect.That(fromInput.Shape.RowCount == 3 * units, "'fromInput' is not three times as wide as the hidden state");
        Expect.Rows(fromHidden, rows, 3 * units);
        Expect.Rows(hidden, rows, units);
        Touch(fromInput, fromHidden, hidden);
        return GruGatesCore(fromInput, fromHidden, hidden);
    }

    /// <summary>The engine's <see cref="GruGates"/>, whose arguments have been checked.</summary>
    protected abstract Variable GruGatesCore(Variable fromInput, Variable fromHidden, Variable hidden);
}
