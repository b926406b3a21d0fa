using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// A cell whose logits come of a row of numbers that each step leaves, and of nothing else: so they can be computed after the last step,
/// for all steps at once, and only in the rows in which a batch is answered.
/// </summary>
/// <typeparam name="TStep">Everything that one step computed.</typeparam>
public interface IAnswerCell<TStep> : ICell<TStep>
    where TStep : class, IStep
{
    /// <summary>F, how many numbers a step leaves for its answer.</summary>
    int AnswerWidth { get; }

    /// <summary>
    /// Writes what the answer of a step comes of, [B, F], to the rows of <paramref name="rows"/> from <paramref name="row"/> on.
    /// </summary>
    void Prepare(Tape tape, TStep step, Variable rows, int row);

    /// <summary>Answers.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="rows">[A, F] some of the rows that steps have left.</param>
    /// <param name="logits">[A, O] receives the logits.</param>
    void Answer(Tape tape, Variable rows, Variable logits);
}
