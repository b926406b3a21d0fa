using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>Where a part of sequences is cut out of them.</summary>
/// <param name="From">What the part before left.</param>
/// <param name="To">Receives what this part leaves.</param>
internal readonly record struct Cut(CarriedState From, CarriedState To);

/// <summary>Runs cells over time; there is no other loop but that of a <see cref="BackwardReader"/>.</summary>
public static class Unroll
{
    /// <summary>Runs <paramref name="cell"/> over the batch.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="tape">A tape that was reset.</param>
    /// <param name="batch">The sequences.</param>
    /// <param name="outputWidth">O.</param>
    /// <param name="trace">Receives every quantity of every step; null for none.</param>
    /// <param name="inputs">How the cell sees its inputs; null for as they are.</param>
    /// <returns>[batch.Answers, <paramref name="outputWidth"/>] logits, in the order of the batch's rows.</returns>
    public static Variable Run<TStep>(
        ICell<TStep> cell, Tape tape, SequenceBatch batch, int outputWidth, ITraceWriter? trace, InputReader? inputs = null)
        where TStep : class, IStep => Answer(cell, tape, batch, outputWidth, trace, inputs, null);

    /// <summary>Runs a cell over a part of sequences.</summary>
    /// <returns>[part.Answers, <paramref name="outputWidth"/>] logits, in the order of the part's rows.</returns>
    internal static Variable RunPart<TStep>(
        ICell<TStep> cell, Tape tape, SequenceBatch part, int outputWidth, Cut cut, InputReader? inputs)
        where TStep : class, IStep => Answer(cell, tape, part, outputWidth, null, inputs, cut);

    private static Variable Answer<TStep>(
        ICell<TStep> cell, Tape tape, SequenceBatch batch, int outputWidth, ITraceWriter? trace, InputReader? inputs, Cut? cut)
        where TStep : class, IStep
    {
        if (batch.AnswersAll)
            return Run(cell, null, tape, batch, outputWidth, trace, inputs, cut);
        var answers = cell as IAnswerCell<TStep>;
        Variable rows = tape.Answered(
            Run(cell, answers, tape, batch, answers?.AnswerWidth ?? outputWidth, trace, inputs, cut), batch);
        if (answers is null)
            return rows;
        Variable logits = tape.NewKept(new Shape(rows.Rows, outputWidth));
        answers.Answer(tape, rows, logits);
        return logits;
    }

    /// <summary>Runs a cell over all steps.</summary>
    /// <returns>[batch.Rows, width] the logits, or, of <paramref name="answers"/>, what they come of.</returns>
    private static Variable Run<TStep>(
        ICell<TStep> cell, IAnswerCell<TStep>? answers, Tape tape, SequenceBatch batch, int width, ITraceWriter? trace,
        InputReader? reader, Cut? cut)
        where TStep : class, IStep
    {
        int before = cut?.From.Time ?? 0;
        Unrolling<TStep> loop = tape.Rent<Unrolling<TStep>>();
        loop.Begin(cell, answers, tape, batch, reader, width, trace, cut);
        tape.Unroll(loop, batch.MaxLength, before);
        cut?.To.Keep(loop.Step, before + batch.MaxLength);
        return loop.Result;
    }

    /// <summary>Makes ready to run <paramref name="cell"/> step by step.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="tape">A tape that was reset.</param>
    /// <param name="batch">The sequences.</param>
    /// <param name="outputWidth">O.</param>
    /// <param name="end">After how many steps the inputs end that the cell has read ahead; null for a cell that does not.</param>
    /// <param name="inputs">How the cell sees its inputs; null for as they are.</param>
    public static IMachineSteps Begin<TStep>(
        ICell<TStep> cell, Tape tape, SequenceBatch batch, int outputWidth, int? end = null, InputReader? inputs = null)
        where TStep : class, IStep => new MachineSteps<TStep>(cell, tape, batch, outputWidth, end, inputs);
}
