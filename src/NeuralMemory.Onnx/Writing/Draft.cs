using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

/// <summary>What a machine wrote on a tape, for rows of a certain number.</summary>
/// <param name="Tape">The tape.</param>
/// <param name="Parts">What of the graph its outputs need.</param>
/// <param name="Outputs">The outputs, and their dimensions at that number.</param>
internal sealed record Draft(GraphTape Tape, GraphParts Parts, IReadOnlyList<(string Name, Shape Shape)> Outputs)
{
    /// <summary>
    /// Whether another draft, with another number of rows, is the same graph, so that one serves all numbers. What has a row for each step
    /// must begin alike.
    /// </summary>
    public bool IsLike(Draft other) =>
        Parts.Nodes.Count == other.Parts.Nodes.Count
        && Parts.Nodes.Zip(other.Parts.Nodes, AreAlike).All(alike => alike)
        && Tape.Tables.Count == other.Tape.Tables.Count
        && Tape.Tables.Zip(other.Tape.Tables, BeginAlike).All(alike => alike)
        && Parts.Tensors.Count == other.Parts.Tensors.Count
        && Parts.Tensors.Zip(other.Parts.Tensors, AreAlike).All(alike => alike);

    private static bool AreAlike(GraphNode one, GraphNode other) =>
        (one.Operator, one.Name) == (other.Operator, other.Name)
        && one.Inputs.AsSpan().SequenceEqual(other.Inputs) && one.Outputs.AsSpan().SequenceEqual(other.Outputs)
        && AreAlike(one.Body, other.Body) && one.Attributes.Count == other.Attributes.Count
        && one.Attributes.Zip(other.Attributes, AreAlike).All(alike => alike);

    private static bool AreAlike(GraphBody? one, GraphBody? other) => one is null || other is null
        ? one == other
        : one.Inputs.AsSpan().SequenceEqual(other.Inputs) && one.Outputs.AsSpan().SequenceEqual(other.Outputs)
            && one.Nodes.Count == other.Nodes.Count && one.Nodes.Zip(other.Nodes, AreAlike).All(alike => alike);

    private static bool AreAlike(GraphAttribute one, GraphAttribute other) =>
        (one.Name, one.Whole, one.Number, one.Text) == (other.Name, other.Whole, other.Number, other.Text)
        && (one.Wholes ?? []).SequenceEqual(other.Wholes ?? []);

    private static bool AreAlike(GraphTensor one, GraphTensor other) =>
        one.Name == other.Name && (GraphTape.IsTable(one.Name) || one.IsLike(other));

    private static bool BeginAlike(float[] one, float[] other)
    {
        int length = Math.Min(one.Length, other.Length);
        return one.AsSpan(0, length).SequenceEqual(other.AsSpan(0, length));
    }
}
