namespace NeuralMemory.Onnx;

/// <summary>Steps that follow one another.</summary>
/// <param name="Steps">Of each the number of its first node, and its own number.</param>
/// <param name="IsBackward">Whether they go back in time.</param>
internal sealed record StepRun(IReadOnlyList<(int Node, int Step)> Steps, bool IsBackward)
{
    /// <summary>How many there are.</summary>
    public int Count => Steps.Count;

    /// <summary>The first node of the first.</summary>
    public int First => Steps[0].Node;

    /// <summary>How many nodes a step has.</summary>
    public int Length => Steps[1].Node - Steps[0].Node;

    /// <summary>The node after the last one of the last step.</summary>
    public int End => Steps[^1].Node + Length;

    /// <summary>Whether all have as many; what stands behind the last is not known to be of it.</summary>
    public bool HasOneLength => Enumerable.Range(1, Count - 1).All(i => Steps[i].Node - Steps[i - 1].Node == Length);

    /// <summary>The step and the place in it of a node; null for one outside.</summary>
    public (int Step, int Place)? At(int node)
    {
        if (Length == 0 || node < First || node >= End)
            return null;
        return ((node - First) / Length, (node - First) % Length);
    }
}
