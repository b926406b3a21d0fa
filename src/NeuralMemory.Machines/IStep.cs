using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>What one step computed. Being traced is a property of every step, not a mode of the machine.</summary>
public interface IStep
{
    /// <summary>Names every quantity of the step.</summary>
    void Describe(ITraceWriter trace);

    /// <summary>Shows everything that the next step starts from, and takes in its place what the visitor gives back.</summary>
    void VisitState(IStateVisitor visitor);
}

/// <summary>Sees, and may replace, what a step leaves to the next one.</summary>
public interface IStateVisitor
{
    /// <summary>A quantity of the state.</summary>
    /// <param name="name">Such as <c>memory</c>; unique in a machine.</param>
    /// <param name="value">The first dimension counts sequences.</param>
    /// <returns>What takes its place: <paramref name="value"/> itself, or a variable of the same tape with the same dimensions.</returns>
    Variable Visit(string name, Variable value);

    /// <summary>A place in the sequence that a machine keeps which reads ahead.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="place">The place.</param>
    /// <returns>What takes its place.</returns>
    int Visit(string name, int place);
}

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
