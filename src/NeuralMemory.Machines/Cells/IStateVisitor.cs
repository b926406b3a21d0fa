using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>Sees, and may replace, what a step leaves to the next one.</summary>
public interface IStateVisitor
{
    /// <summary>
    /// Whether it sees the sparse memories and links that steps change in place, which have to be written out to be seen; false for who
    /// leaves those to the tape.
    /// </summary>
    bool SeesStores => true;

    /// <summary>A quantity of the state.</summary>
    /// <param name="name">Such as <c>memory</c>; unique in a machine.</param>
    /// <param name="value">The first dimension counts sequences.</param>
    /// <returns>What takes its place: <paramref name="value"/> itself, or a variable of the same tape with the same dimensions.</returns>
    Variable Visit(string name, Variable value);

    /// <summary>A quantity that grows by a row with every step, such as a cache: [B, steps so far, width].</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The quantity; null before the first step.</param>
    /// <returns>What takes its place, of as many steps as it likes; null for nothing.</returns>
    Variable? VisitGrown(string name, Variable? value);

    /// <summary>A place in the sequence that a machine keeps which reads ahead.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="place">The place.</param>
    /// <returns>What takes its place.</returns>
    int Visit(string name, int place);

    /// <summary>
    /// What a machine made of its source, or of all that it reads ahead, before the first step, and looks at in every step: the same to the
    /// end, so that it is not replaced.
    /// </summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">[rows of what was read, width].</param>
    void VisitKept(string name, Variable value)
    {
    }
}
