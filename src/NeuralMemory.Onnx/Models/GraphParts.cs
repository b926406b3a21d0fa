namespace NeuralMemory.Onnx;

/// <summary>What of a graph is needed: operations in the order in which they run, and the tensors that they take.</summary>
/// <param name="Nodes">The operations.</param>
/// <param name="Tensors">The numbers that the graph holds; those under the name of an input are what it takes where that is left out.</param>
internal sealed record GraphParts(IReadOnlyList<GraphNode> Nodes, IReadOnlyList<GraphTensor> Tensors)
{
    /// <summary>What some outputs need, which get the names that a model gives them.</summary>
    /// <param name="graph">Everything.</param>
    /// <param name="outputs">For each output the name that it shall have, and what it is.</param>
    /// <param name="defaults">What inputs are where they are left out.</param>
    public static GraphParts Of(
        GraphBuilder graph, IReadOnlyList<(string Name, Value Value)> outputs, IReadOnlyList<GraphTensor> defaults)
    {
        Dictionary<string, string> names = [];
        HashSet<string> made = [.. graph.Nodes.SelectMany(node => node.Outputs)];
        List<GraphNode> nodes = [];
        foreach ((string name, Value value) in outputs)
            if (!made.Contains(value.Name) || !names.TryAdd(value.Name, name))
                nodes.Add(new("Identity", name, [value.Name], [name], []));
        HashSet<string> needed = [.. outputs.Select(output => output.Value.Name)];
        foreach (GraphNode node in graph.Nodes.Reverse())
        {
            if (!node.Outputs.Any(needed.Contains))
                continue;
            needed.UnionWith(node.Inputs);
            nodes.Add(node);
        }

        nodes.Reverse();
        // What only repeats a tensor stands at the end.
        GraphNode[] ordered = [.. nodes.OrderBy(node => node.Operator == "Identity" ? 1 : 0)];
        return new(
            [.. ordered.Select(node => node with { Inputs = Renamed(node.Inputs), Outputs = Renamed(node.Outputs) })],
            [.. graph.Tensors.Values.Where(tensor => needed.Contains(tensor.Name)), .. defaults]);

        string[] Renamed(string[] tensors) => Array.ConvertAll(tensors, tensor => names.GetValueOrDefault(tensor, tensor));
    }
}
