using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>A layer of a machine that computes all steps at once.</summary>
internal interface ISequenceLayer
{
    /// <summary>Puts into a cache what stands before the first step; nothing for attention.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="cache">The cache, with nothing in it.</param>
    /// <param name="sequences">B, how many sequences there are.</param>
    void Begin(Tape tape, LayerCache cache, int sequences)
    {
    }

    /// <summary>Runs the layer.</summary>
    /// <param name="pass">The rows that it runs over.</param>
    /// <param name="x">[R, E]</param>
    /// <param name="cache">
    /// What it has kept of earlier steps, which those of the pass join; null where the sequences begin and end with the pass.
    /// </param>
    /// <returns>[R, E]</returns>
    Variable Run(LayerPass pass, Variable x, LayerCache? cache);
}
