using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>Some rows of a tensor, in its own memory: those of one step out of what all steps have in one place.</summary>
    /// <param name="x">[at least row + count, ...]</param>
    /// <param name="row">The first row.</param>
    /// <param name="count">B, how many rows, at least 1.</param>
    /// <returns>[B, ...]</returns>
    public Variable Rows(Variable x, int row, int count)
    {
        Expect.That(row >= 0 && count >= 1, $"{count} rows from row {row} on");
        Expect.That(row + count <= x.Rows, $"{count} rows from row {row} on, of {x.Rows}");
        Touch(x);
        return RowsCore(x, row, count);
    }

    /// <summary>The engine's <see cref="Rows"/>, whose arguments have been checked.</summary>
    protected abstract Variable RowsCore(Variable x, int row, int count);

    /// <summary>
    /// The rows of a step of what all steps of a batch have in one place, in its own memory. To be used where all steps are asked for one
    /// after another: an engine may take the tensor apart at once, so that it is differentiated once.
    /// </summary>
    /// <param name="x">[batch.Rows, D]</param>
    /// <param name="batch">The batch, which must stay as it is until the pass is over.</param>
    /// <param name="step">The step.</param>
    /// <returns>[batch.RowsAt(step), D]</returns>
    public Variable RowsOfStep(Variable x, SequenceBatch batch, int step)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Expect.That(step >= 0 && step < batch.MaxLength, $"step {step} of {batch.MaxLength}");
        Expect.That(x.Shape.Rank == 2 && x.Rows == batch.Rows, $"{x.Shape} for a batch of {batch.Rows} rows");
        Touch(x);
        return RowsOfStepCore(x, batch, step);
    }

    /// <summary>The engine's <see cref="RowsOfStep"/>, whose arguments have been checked.</summary>
    protected virtual Variable RowsOfStepCore(Variable x, SequenceBatch batch, int step) =>
        RowsCore(x, batch.RowOffset(step), batch.RowsAt(step));

    /// <summary>Writes tensors, side by side, to rows of one that exists.</summary>
    /// <param name="destination">[at least row + B, the sum of the widths]</param>
    /// <param name="row">The first row to write.</param>
    /// <param name="inputs">Tensors [B, ...], at least one.</param>
    public void RowsInto(Variable destination, int row, params ReadOnlySpan<Variable> inputs)
    {
        Expect.That(inputs.Length >= 1, "takes at least one input");
        int rows = inputs[0].Rows, width = 0;
        foreach (Variable input in inputs)
        {
            Expect.That(input.Rows == rows, $"an input of {input.Rows} rows beside one of {rows}");
            width += input.Shape.RowCount;
            Touch(input);
        }

        Expect.Rows(destination, row + rows, width);
        destination.WriteRows();
        RowsIntoCore(destination, row, inputs);
    }

    /// <summary>The engine's <see cref="RowsInto"/>, whose arguments have been checked.</summary>
    protected abstract void RowsIntoCore(Variable destination, int row, ReadOnlySpan<Variable> inputs);
}
