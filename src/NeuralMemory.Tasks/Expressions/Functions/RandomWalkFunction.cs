using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>A path through a graph that takes any edge: the traversal task of the DNC paper.</summary>
internal sealed class RandomWalkFunction : TaskFunction
{
    public override string Name => "random_walk";

    public override string Summary =>
        "Draws a walk through a graph, given and returned as rows (source, edge, destination): it begins at any node that has an edge, and "
        + "takes any edge of the node where it is, each equally likely, length times.";

    public override string Example => "random_walk(knn_graph(length, 2, 4, 1000), 3)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("graph", ArgumentKind.Sequence),
        new("length", ArgumentKind.Count),
    ];

    public override bool IsRandom => true;

    public override TaskValue? Bind(FunctionCall call) =>
        LabelledGraph.Check(call, 0) is { } graph ? new Value(graph, call.Integer(1), call.MarkOf(0)) : null;

    private sealed class Value(SequenceValue graph, IntegerArgument length, SourceMark mark)
        : SequenceValue(LabelledGraph.Width, length.Range, graph.Elements)
    {
        private readonly LabelledGraph _graph = new();

        public override RowView Evaluate(EpisodeState state)
        {
            RowView edges = graph.Evaluate(state), walk = Room(state, length.Evaluate(state));
            _graph.Read(edges, state, Origin);
            if (walk.Count == 0)
                return walk;
            int node = Start(state);
            for (int i = 0; i < walk.Count; i++)
            {
                ReadOnlySpan<int> leaving = _graph.Leaving(node);
                if (leaving.IsEmpty)
                    throw new EpisodeException(mark, $"random_walk comes to node {_graph.LabelOf(node)}, which no edge leaves");
                int edge = leaving[state.Random.NextInt(0, leaving.Length - 1)];
                edges.Row(edge, Width).CopyTo(walk.Row(i, Width));
                node = _graph.DestinationOf(edge);
            }

            return walk;
        }

        private int Start(EpisodeState state)
        {
            int sources = 0;
            for (int node = 0; node < _graph.Nodes; node++)
                sources += _graph.Leaving(node).IsEmpty ? 0 : 1;
            if (sources == 0)
                throw new EpisodeException(mark, "the graph of random_walk has no edges");
            int left = state.Random.NextInt(0, sources - 1), at = 0;
            for (; left > 0 || _graph.Leaving(at).IsEmpty; at++)
                left -= _graph.Leaving(at).IsEmpty ? 0 : 1;
            return at;
        }
    }
}
