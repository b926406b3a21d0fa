using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>A machine on its way through sequences, a step at a time.</summary>
public interface IMachineSteps
{
    /// <summary>How many steps have been made, those before a state that was set included.</summary>
    int Time { get; }

    /// <summary>What the last step computed; null before the first.</summary>
    IStep? Current { get; }

    /// <summary>Makes a step.</summary>
    /// <param name="input">
    /// [B, I], symbols by their numbers; B at most the rows of the step before: sequences that have ended drop out from the end.
    /// </param>
    /// <returns>The logits [B, O].</returns>
    /// <exception cref="InvalidOperationException">The machine reads ahead, and the sequences that it has read have ended.</exception>
    Variable Step(Variable input);

    /// <summary>Copies what the next step starts from.</summary>
    MachineState CopyState();

    /// <summary>
    /// Makes the next step start from <paramref name="state"/>, or from a part of it: what it does not name stays. On a tape that records,
    /// nothing is differentiated past this point.
    /// </summary>
    /// <exception cref="ArgumentException">It names what the machine does not have, or its dimensions are others.</exception>
    void SetState(MachineState state);
}
