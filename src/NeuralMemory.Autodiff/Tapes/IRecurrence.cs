namespace NeuralMemory.Autodiff;

/// <summary>
/// A loop over time-steps that a tape runs (<see cref="Tape.Unroll"/>), and may run again from any step whose beginning it has kept. Run
/// again from the same state, a step has to do the same.
/// </summary>
public interface IRecurrence
{
    /// <summary>Makes a step from what the one before it left, after <see cref="Tape.NextStep"/>.</summary>
    /// <param name="step">Which one, from 0 on.</param>
    void Next(int step);

    /// <summary>
    /// Adds the variables that the step before leaves to the next one: after every step as many, in the same order. Sparse memories and
    /// links, which steps change in place, are not among them; the tape knows those.
    /// </summary>
    /// <param name="state">Receives them.</param>
    /// <returns>False where the next step depends on more than these: then all steps have to be kept.</returns>
    bool GetState(List<Variable> state);

    /// <summary>Has the next step start from such variables, and from sparse memories and links as they stand.</summary>
    /// <param name="state">As many as <see cref="GetState"/> adds, in the same order.</param>
    void SetState(IReadOnlyList<Variable> state);
}
