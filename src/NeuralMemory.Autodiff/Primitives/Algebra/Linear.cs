using System.Runtime.CompilerServices;

namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>y = [inputs, 1] W: a linear layer over its inputs side by side, and, if it has one, a bias.</summary>
    /// <param name="layer">Weights of K = (sum of the input widths) + 1 inputs and O outputs; without the 1 where it has no bias.</param>
    /// <param name="inputs">Tensors [B, ...], at least one; the one with the fewest rows decides B.</param>
    /// <returns>[B, O]</returns>
    public Variable Linear(Parameter layer, params ReadOnlySpan<Variable> inputs)
    {
        int rows = RowsOf(layer, inputs);
        return LinearCore(layer, inputs, rows).AsFresh();
    }

    /// <summary>The engine's <see cref="Linear"/>, whose arguments have been checked.</summary>
    protected abstract Variable LinearCore(Parameter layer, ReadOnlySpan<Variable> inputs, int rows);

    /// <summary>The same, written to rows of a tensor that exists: the outputs of all steps in one place.</summary>
    /// <param name="layer">Weights of K inputs and O outputs.</param>
    /// <param name="destination">[at least row + B, O]</param>
    /// <param name="row">The first row to write.</param>
    /// <param name="inputs">Tensors [B, ...], at least one; the one with the fewest rows decides B.</param>
    public void LinearInto(Parameter layer, Variable destination, int row, params ReadOnlySpan<Variable> inputs)
    {
        int rows = RowsOf(layer, inputs);
        Expect.Rows(destination, row + rows, layer.Shape[0]);
        destination.WriteRows();
        LinearIntoCore(layer, destination, row, inputs, rows);
    }

    /// <summary>The engine's <see cref="LinearInto"/>, whose arguments have been checked.</summary>
    protected abstract void LinearIntoCore(
        Parameter layer, Variable destination, int row, ReadOnlySpan<Variable> inputs, int rows);

    /// <summary>B, when the inputs fit the layer.</summary>
    private static int RowsOf(Parameter layer, ReadOnlySpan<Variable> inputs, [CallerMemberName] string primitive = "")
    {
        if (layer.Layout is not { } layout)
            throw new ArgumentException($"{primitive}: '{layer.Name}' is no linear layer");
        Expect.That(inputs.Length >= 1, "takes at least one input", primitive);
        int rows = int.MaxValue, bias = layer.HasBias ? 1 : 0, width = bias;
        foreach (Variable input in inputs)
        {
            input.Touch(primitive);
            rows = Math.Min(rows, input.Rows);
            width += input.Shape.RowCount;
        }

        if (width != layout.Inputs)
            throw new ArgumentException($"{primitive}: '{layer.Name}' takes {layout.Inputs - bias} inputs, got {width - bias}");
        return rows;
    }
}
