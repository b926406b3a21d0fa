using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>
/// A recurrent machine: reads a sequence and answers with logits at every step. Stateless between sequences. Disposing of it frees its
/// parameters.
/// </summary>
public interface IMachine : IDisposable
{
    /// <summary>What the machine was built from.</summary>
    MachineConfig Config { get; }

    /// <summary>I, the number of input channels.</summary>
    int InputWidth { get; }

    /// <summary>What the input channels hold.</summary>
    InputLayout Inputs => InputWidth;

    /// <summary>O, the number of output logits.</summary>
    int OutputWidth { get; }

    /// <summary>Everything that is trained.</summary>
    ParameterSet Parameters { get; }

    /// <summary>What else goes on from one pass of training to the next, and belongs into checkpoints; null for nothing.</summary>
    IMachineBuffers? Buffers => null;

    /// <summary>
    /// Runs the batch and returns the logits [batch.Answers, O], row by row as in the batch. On a tape that records, the logits can be
    /// differentiated; on one that does not, the machine's memory need does not grow with the length, unless it
    /// <see cref="MachineConfig.ReadsAhead"/> or <see cref="MachineConfig.ComputesAtOnce"/>.
    /// Several threads may run one machine at once, each with a tape of its own. The caller resets the tape first.
    /// </summary>
    /// <param name="tape">A tape for this machine's parameters.</param>
    /// <param name="batch">The sequences.</param>
    /// <param name="trace">Receives every quantity of every step; null for none.</param>
    Variable Run(Tape tape, SequenceBatch batch, ITraceWriter? trace = null);

    /// <summary>
    /// Runs a part of sequences, from what the part before left, where the machine <see cref="MachineConfig.CarriesState"/>: the answers
    /// are those of a whole run, on the native engine to the bit, and nothing is differentiated past the beginning of the part. The caller
    /// resets the tape first.
    /// </summary>
    /// <param name="tape">A tape for this machine's parameters.</param>
    /// <param name="part">The steps of the part, of the sequences that still run at its beginning.</param>
    /// <param name="from">What the part before left; before the first step, the machine begins.</param>
    /// <param name="to">Receives what this part leaves: another one than <paramref name="from"/>, so that a part can be run again.</param>
    /// <returns>The logits [part.Answers, O].</returns>
    /// <exception cref="NotSupportedException">The machine cannot.</exception>
    Variable RunPart(Tape tape, SequenceBatch part, CarriedState from, CarriedState to) =>
        throw new NotSupportedException($"a machine of kind {Config.Kind} does not run sequences part by part");

    /// <summary>
    /// Makes ready to run the machine step by step, by hand: to feed back what it answers, to look at its state between steps, to change
    /// it. The caller resets the tape first.
    /// </summary>
    /// <param name="tape">A tape for this machine's parameters.</param>
    /// <param name="batch">
    /// How many sequences there are; only a machine that <see cref="MachineConfig.ReadsAhead"/> looks at their inputs.
    /// </param>
    IMachineSteps Begin(Tape tape, SequenceBatch batch);

    /// <summary>The same trained machine over a memory of another size; null when the machine has no memory.</summary>
    /// <param name="slots">N, at least 1.</param>
    IMachine? WithSlots(int slots);

    /// <summary>
    /// The same trained machine, with the same parameters and not a copy of them, where some of what a step computes is what one says. It
    /// must not outlive this machine, and is not for training: what is set is not differentiated. Where all that is set is what the machine
    /// computes by itself, its answers have the same bits.
    /// </summary>
    /// <param name="clamps">What is set; of two that say something about the same number the later one holds.</param>
    /// <returns>The machine, which frees nothing when it is disposed of; null for one in which nothing can be set.</returns>
    /// <exception cref="ArgumentException">One is of something that the machine does not have, or that cannot be set so.</exception>
    IMachine? WithClamps(IReadOnlyList<StepClamp> clamps) => null;
}
