using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// What lets a step know of those before it by a state of fixed size: a recurrence that is computed for all steps of a batch at once, or
/// for one.
/// </summary>
internal interface ISequenceMixer
{
    /// <summary>Puts the state before the first step into a cache.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="cache">The cache, with nothing in it.</param>
    /// <param name="sequences">B, how many sequences there are.</param>
    void Begin(Tape tape, LayerCache cache, int sequences);

    /// <summary>Runs over the rows of a pass.</summary>
    /// <param name="pass">The rows.</param>
    /// <param name="x">[R, E] normalised rows.</param>
    /// <param name="cache">
    /// The state, which is taken from there and put back; null where the sequences begin and end with the pass.
    /// </param>
    /// <returns>[R, E] what is added to the rows.</returns>
    Variable Mix(LayerPass pass, Variable x, LayerCache? cache);
}
