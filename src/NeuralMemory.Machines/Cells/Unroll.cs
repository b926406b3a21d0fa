using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>The loop over time; there is no other but that of a <see cref="BackwardReader"/>.</summary>
public static class Unroll
{
    /// <summary>Runs <paramref name="cell"/> over the batch.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="tape">A tape that was reset.</param>
    /// <param name="batch">The sequences.</param>
    /// <param name="outputWidth">O.</param>
    /// <param name="trace">Receives every quantity of every step; null for none.</param>
    /// <returns>[batch.Rows, <paramref name="outputWidth"/>] logits, in the order of the batch's rows.</returns>
    public static Variable Run<TStep>(ICell<TStep> cell, Tape tape, SequenceBatch batch, int outputWidth, ITraceWriter? trace)
        where TStep : class, IStep
    {
        Variable logits = tape.NewKept(new Shape(batch.Rows, outputWidth));
        TStep step = cell.Start(tape, batch);
        for (int t = 0; t < batch.MaxLength; t++)
        {
            tape.NextStep(t);
            int row = batch.RowOffset(t);
            step = cell.Next(tape, tape.Inputs(batch, row, batch.RowsAt(t)), step);
            cell.Emit(tape, step, logits, row);
            trace?.BeginStep(t);
            if (trace is not null)
                step.Describe(trace);
        }

        return logits;
    }

    /// <summary>Makes ready to run <paramref name="cell"/> step by step.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="tape">A tape that was reset.</param>
    /// <param name="batch">The sequences.</param>
    /// <param name="outputWidth">O.</param>
    /// <param name="end">After how many steps the inputs end that the cell has read ahead; null for a cell that does not.</param>
    public static IMachineSteps Begin<TStep>(ICell<TStep> cell, Tape tape, SequenceBatch batch, int outputWidth, int? end = null)
        where TStep : class, IStep => new MachineSteps<TStep>(cell, tape, batch, outputWidth, end);
}
