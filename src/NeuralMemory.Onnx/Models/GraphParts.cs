namespace NeuralMemory.Onnx;

/// <summary>What of a graph is needed: operations in the order in which they run, and the tensors that they take.</summary>
/// <param name="Nodes">The operations.</param>
/// <param name="Tensors">
/// The numbers that the graph holds; those under the name of an input are what it takes where that is left out.
/// </param>
internal sealed record GraphParts(IReadOnlyList<GraphNode> Nodes, IReadOnlyList<GraphTensor> Tensors)
{
    /// <summary>What some outputs need, which get the names that a model gives them.</summary>
    /// <param name="graph">Everything.</param>
    /// <param name="nodes">The nodes of it, or what was made of them.</param>
    /// <param name="outputs">For each output the name that it shall have, and what it is.</param>
    /// <param name="defaults">What inputs are where they are left out.</param>
    public static GraphParts Of(
        GraphBuilder graph, IReadOnlyList<GraphNode> nodes, IReadOnlyList<(string Name, Value Value)> outputs,
        IReadOnlyList<GraphTensor> defaults)
    {
        Dictionary<string, string> given = [];
        HashSet<string> made = [.. nodes.SelectMany(node => node.Outputs)];
        List<GraphNode> repeats = [];
        foreach ((string name, Value value) in outputs)
            if (!made.Contains(value.Name) || !given.TryAdd(value.Name, name))
            {
                string repeated = graph.NewName();
                given.Add(repeated, name);
                repeats.Add(new("Identity", new(name), [value.Name], [repeated], []));
            }

        HashSet<string> needed = [.. outputs.Select(output => output.Value.Name)];
        List<GraphNode> used = [];
        foreach (GraphNode node in nodes.Reverse())
        {
            if (!node.Outputs.Any(needed.Contains))
                continue;
            needed.UnionWith(node.Needs);
            used.Add(node);
        }

        used.Reverse();
        GraphNames names = new(given, graph.Tensors);
        GraphNode[] named = names.Of(used.Concat(repeats));
        return new(
            named,
            [
                .. graph.Tensors.Values.Where(tensor => needed.Contains(tensor.Name))
                    .Select(tensor => tensor with { Name = names.Of(tensor.Name) }),
                .. defaults,
            ]);
    }
}
