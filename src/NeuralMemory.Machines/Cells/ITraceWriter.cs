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

    /// <summary>A quantity of the current step.</summary>
    /// <param name="name">Such as <c>read/weights</c>.</param>
    /// <param name="value">The first dimension counts sequences.</param>
    void Write(string name, Variable value);
}
