namespace NeuralMemory.Machines;

/// <summary>What one step computed. Being traced is a property of every step, not a mode of the machine.</summary>
public interface IStep
{
    /// <summary>Names every quantity of the step.</summary>
    void Describe(ITraceWriter trace);

    /// <summary>Shows everything that the next step starts from, and takes in its place what the visitor gives back.</summary>
    void VisitState(IStateVisitor visitor);
}
