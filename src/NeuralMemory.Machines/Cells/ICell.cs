using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>
/// One step of a recurrent machine. A cell owns weights and nothing else: the step that it returns is the state, so a cell serves any
/// number of sequences and threads at once.
/// </summary>
/// <typeparam name="TStep">Everything that one step computed.</typeparam>
public interface ICell<TStep>
    where TStep : class, IStep
{
    /// <summary>The state before the first input, of all sequences of the batch.</summary>
    TStep Start(Tape tape, SequenceBatch batch);

    /// <summary>One step. The previous step may have more rows than the input: sequences that have ended.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input">[B, I]</param>
    /// <param name="previous">The step before, of at least B rows.</param>
    TStep Next(Tape tape, Variable input, TStep previous);

    /// <summary>Writes the step's output logits [B, O] to the rows of <paramref name="logits"/> from <paramref name="row"/> on.</summary>
    void Emit(Tape tape, TStep step, Variable logits, int row);
}
