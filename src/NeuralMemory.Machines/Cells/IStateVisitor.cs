using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

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
