using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>Receives the quantities of steps. It must copy what it keeps: a step's memory is taken back.</summary>
public interface ITraceWriter
{
    /// <summary>A time step begins; 0 is the first input's.</summary>
    void BeginStep(int step);

    /// <summary>A quantity of the current step.</summary>
    /// <param name="name">Such as <c>read/weights</c>.</param>
    /// <param name="value">The first dimension counts sequences.</param>
    void Write(string name, Variable value);
}
