namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// y_c = sum over i and j of W_cij x_i h_j, plus a bias: units that multiply before they add, each pair of an input and of a number of
    /// <paramref name="hidden"/> with a weight of its own (Rumelhart, Hinton and McClelland's sigma-pi units; Giles et al. 1992).
    /// </summary>
    /// <param name="layer">Weights of I J inputs, and the bias if it has one, and O outputs; pair (i, j) is input i J + j.</param>
    /// <param name="hidden">[B, J]; of it and the inputs, the one with the fewest rows decides B.</param>
    /// <param name="inputs">Tensors [B, ...], at least one, which have I numbers in a row together.</param>
    /// <returns>[B, O]</returns>
    public Variable Bilinear(Parameter layer, Variable hidden, params ReadOnlySpan<Variable> inputs)
    {
        if (layer.Layout is not { } layout)
            throw new ArgumentException($"{nameof(Bilinear)}: '{layer.Name}' is no linear layer");
        Expect.That(inputs.Length >= 1, "takes at least one input");
        Touch(hidden);
        int rows = hidden.Rows, width = 0;
        foreach (Variable input in inputs)
        {
            Touch(input);
            rows = Math.Min(rows, input.Rows);
            width += input.Shape.RowCount;
        }

        int pairs = layout.Inputs - (layer.HasBias ? 1 : 0);
        Expect.That(
            width * hidden.Shape.RowCount == pairs, $"'{layer.Name}' takes {pairs} pairs, got {width} times {hidden.Shape.RowCount}");
        return BilinearCore(layer, hidden, inputs, rows).AsFresh();
    }

    /// <summary>The engine's <see cref="Bilinear"/>, whose arguments have been checked.</summary>
    protected abstract Variable BilinearCore(Parameter layer, Variable hidden, ReadOnlySpan<Variable> inputs, int rows);
}
