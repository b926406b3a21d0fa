using NeuralMemory.Autodiff;
using NeuralMemory.Machines;

namespace NeuralMemory.Onnx;

/// <summary>Has a step start from the inputs of a model.</summary>
/// <param name="states">A variable for each quantity.</param>
internal sealed class StateSetter(IReadOnlyDictionary<string, GraphVariable> states) : IStateVisitor
{
    public Variable Visit(string name, Variable value) => states[name];

    public Variable? VisitGrown(string name, Variable? value) => throw Grows(name);

    public int Visit(string name, int place) => throw Grows(name);

    private static OnnxException Grows(string name) =>
        new($"'{name}' of the machine's state grows or counts from step to step, so that no step is like another");
}

/// <summary>Takes down what a step leaves to the next one.</summary>
internal sealed class StateReader : IStateVisitor
{
    /// <summary>The quantities in the machine's order.</summary>
    public List<(string Name, Variable Value)> Quantities { get; } = [];

    public Variable Visit(string name, Variable value)
    {
        Quantities.Add((name, value));
        return value;
    }

    public Variable? VisitGrown(string name, Variable? value) => value;

    public int Visit(string name, int place) => place;
}
