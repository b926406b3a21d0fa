using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>Receives the quantities of steps. It must copy what it keeps: a step's memory is taken back.</summary>
public interface ITraceWriter
{
    /// <summary>A time step begins; 0 is the first input's.</summary>
    void BeginStep(int step);

    /// <summary>
    /// A quantity of what is read before the first step, such as the weights of an encoder; for all of its steps at once.
    /// </summary>
    /// <param name="name">Such as <c>encoder/layer0/weights</c>.</param>
    /// <param name="source">What was read.</param>
    /// <param name="value">[rows of the source, ...]</param>
    void WriteSource(string name, SequenceBatch source, Variable value)
    {
    }

    /// <summary>
    /// A quantity of an array of latents, such as the weights by which they look at one another; for all of them at once. It may be told
    /// of again in later steps.
    /// </summary>
    /// <param name="name">Such as <c>look/layer0/weights</c>.</param>
    /// <param name="latents">N, how many latents a sequence has.</param>
    /// <param name="value">[B N, ...] the latents of the sequences one after another.</param>
    void WriteLatents(string name, int latents, Variable value)
    {
    }

    /// <summary>A quantity of the current step.</summary>
    /// <param name="name">Such as <c>read/weights</c>.</param>
    /// <param name="value">The first dimension counts sequences.</param>
    void Write(string name, Variable value);
}
