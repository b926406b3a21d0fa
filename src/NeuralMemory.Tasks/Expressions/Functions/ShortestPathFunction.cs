using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>The way through a graph with the fewest edges.</summary>
internal sealed class ShortestPathFunction : TaskFunction
{
    public override string Name => "shortest_path";

    public override string Summary =>
        "Gives the shortest path from one node of a graph to another, given and returned as rows (source, edge, destination). Where "
        + "several are equally short, each step takes that edge of theirs which stands first in the graph; from a node to itself the path "
        + "has no rows.";

    public override string Example => "shortest_path(concat(literal(1, 5, 2), literal(2, 7, 3)), 1, 3)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("graph", ArgumentKind.Sequence),
        new("source", ArgumentKind.Integer),
        new("destination", ArgumentKind.Integer),
    ];

    public override TaskValue? Bind(FunctionCall call) => LabelledGraph.Check(call, 0) is { } graph ? new Value(graph, call) : null;

    private sealed class Value(SequenceValue graph, FunctionCall call)
        : SequenceValue(LabelledGraph.Width, ValueRange.Integers(0, graph.Rows.High), graph.Elements)
    {
        private readonly LabelledGraph _graph = new();
        private readonly IntegerArgument _source = call.Integer(1), _destination = call.Integer(2);
        private readonly SourceMark _sourceMark = call.MarkOf(1), _destinationMark = call.MarkOf(2);
        private int[] _distances = [];

        public override RowView Evaluate(EpisodeState state)
        {
            RowView edges = graph.Evaluate(state);
            _graph.Read(edges, state, Origin);
            int source = Find(_source.Evaluate(state), _sourceMark), destination = Find(_destination.Evaluate(state), _destinationMark);
            if (_distances.Length < _graph.Nodes)
                _distances = new int[2 * _graph.Nodes];
            Span<int> distances = _distances.AsSpan(0, _graph.Nodes);
            _graph.DistancesTo(destination, distances);
            if (distances[source] < 0)
                throw new EpisodeException(
                    _destinationMark, $"no path of the graph leads from {_graph.LabelOf(source)} to {_graph.LabelOf(destination)}");
            RowView path = Room(state, distances[source]);
            for (int i = 0, node = source; i < path.Count; i++)
                foreach (int edge in _graph.Leaving(node))
                    if (distances[_graph.DestinationOf(edge)] == path.Count - 1 - i)
                    {
                        edges.Row(edge, Width).CopyTo(path.Row(i, Width));
                        node = _graph.DestinationOf(edge);
                        break;
                    }

            return path;
        }

        private int Find(int label, SourceMark mark)
        {
            int node = _graph.Find(label);
            return node >= 0 ? node : throw new EpisodeException(mark, $"the graph of shortest_path has no node {label}");
        }
    }
}
