using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>A layer of a machine that computes all steps at once.</summary>
internal interface ISequenceLayer
{
    /// <summary>Runs the layer.</summary>
    /// <param name="pass">The rows that it runs over.</param>
    /// <param name="x">[R, E]</param>
    /// <param name="cache">What it has seen of earlier steps, which this one joins; null where all steps are there.</param>
    /// <returns>[R, E]</returns>
    Variable Run(LayerPass pass, Variable x, LayerCache? cache);
}
