namespace NeuralMemory.Onnx;

/// <summary>
/// Gives nodes and tensors the names that a reader of the graph sees, each once: <c>ContentAddressing/Softmax</c>, and of a further use of
/// the primitive <c>ContentAddressing.2/Softmax</c>.
/// </summary>
/// <param name="given">Names that a model gives itself: of inputs, outputs and weights.</param>
/// <param name="tensors">The tensors that the graph holds.</param>
internal sealed class GraphNames(IReadOnlyDictionary<string, string> given, IReadOnlyDictionary<string, GraphTensor> tensors)
{
    private readonly Dictionary<string, string> _tensors = new(given);
    private readonly Dictionary<GraphScope, string> _scopes = [];
    private readonly UniqueNames _usedScopes = new(), _used = Used(given.Values.Concat(tensors.Keys));

    /// <summary>The nodes with their names, those within nodes too.</summary>
    public GraphNode[] Of(IEnumerable<GraphNode> nodes) => [.. nodes.Select(Named)];

    /// <summary>A tensor's name.</summary>
    public string Of(string tensor)
    {
        if (_tensors.TryGetValue(tensor, out string? name))
            return name;
        return tensors.TryGetValue(tensor, out GraphTensor? held) && held.Called is { } called
            ? _tensors[tensor] = _used.Of(called)
            : tensor;
    }

    private GraphNode Named(GraphNode node)
    {
        if (!_scopes.TryGetValue(node.Scope, out string? scope))
            _scopes.Add(node.Scope, scope = node.Scope.Name.Length > 0 ? _usedScopes.Of(node.Scope.Name) : "");
        string name = _used.Of(scope.Length > 0 ? $"{scope}/{node.Operator}" : node.Operator);
        // First what it takes, and what stands within it.
        string[] inputs = Array.ConvertAll(node.Inputs, Of);
        GraphAttribute[] attributes =
        [
            .. node.Attributes.Select(attribute => attribute.Body is { } body ? attribute with { Body = Named(body, name) } : attribute),
        ];
        for (int i = 0; i < node.Outputs.Length; i++)
            _tensors.TryAdd(node.Outputs[i], node.Outputs.Length == 1 ? name : _used.Of(FormattableString.Invariant($"{name}:{i}")));
        return node with { Name = name, Inputs = inputs, Outputs = Array.ConvertAll(node.Outputs, Of), Attributes = attributes };
    }

    private GraphBody Named(GraphBody body, string node)
    {
        for (int i = 0; i < body.Inputs.Length; i++)
            _tensors[body.Inputs[i]] = _used.Of(FormattableString.Invariant($"{node}/input{i}"));
        GraphNode[] nodes = Of(body.Nodes);
        return new(Array.ConvertAll(body.Inputs, Of), Array.ConvertAll(body.Outputs, Of), nodes);
    }

    private static UniqueNames Used(IEnumerable<string> names)
    {
        UniqueNames used = new();
        foreach (string name in names.Distinct())
            used.Of(name);
        return used;
    }
}
