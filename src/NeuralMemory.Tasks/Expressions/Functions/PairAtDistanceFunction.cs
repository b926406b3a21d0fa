namespace NeuralMemory.Tasks;

/// <summary>The question of a shortest-path task whose answer has a given length.</summary>
internal sealed class PairAtDistanceFunction : TaskFunction
{
    public override string Name => "pair_at_distance";

    public override string Summary =>
        "Draws two nodes of a graph, a row (source, destination): the shortest path from the first to the second has distance edges, or as "
        + "many as any shortest path below that when the graph has none so long. Each such pair is equally likely.";

    public override string Example => "pair_at_distance(knn_graph(length, 2, 4, 1000), 3)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("graph", ArgumentKind.Sequence),
        new("distance", ArgumentKind.Count),
    ];

    public override bool IsRandom => true;

    public override TaskValue? Bind(FunctionCall call) =>
        LabelledGraph.Check(call, 0) is { } graph ? new Value(graph, call.Integer(1), call.MarkOf(0)) : null;

    private sealed class Value(SequenceValue graph, IntegerArgument distance, SourceMark mark)
        : SequenceValue(2, ValueRange.Of(1), graph.Elements)
    {
        private readonly LabelledGraph _graph = new();

        // [destination, source] the distances, and how many pairs have each.
        private int[] _distances = [], _counts = [];

        public override RowView Evaluate(EpisodeState state)
        {
            _graph.Read(graph.Evaluate(state));
            int wanted = distance.Evaluate(state), nodes = _graph.Nodes;
            if (nodes == 0)
                throw new EpisodeException(mark, "the graph of pair_at_distance has no nodes");
            Measure(nodes);
            // The distances that occur have no gaps: the nodes on a shortest path are at every distance below.
            wanted = Math.Min(wanted, _counts.AsSpan(0, nodes).LastIndexOfAnyExcept(0));
            int left = state.Random.NextInt(0, _counts[wanted] - 1), at = 0;
            for (; left > 0 || _distances[at] != wanted; at++)
                left -= _distances[at] == wanted ? 1 : 0;
            RowView pair = Room(1);
            Span<Real> row = pair.Row(0, Width);
            (row[0], row[1]) = (_graph.LabelOf(at % nodes), _graph.LabelOf(at / nodes));
            return pair;
        }

        private void Measure(int nodes)
        {
            if (_counts.Length < nodes)
                (_counts, _distances) = (new int[2 * nodes], new int[4 * nodes * nodes]);
            _counts.AsSpan().Clear();
            for (int destination = 0; destination < nodes; destination++)
            {
                Span<int> distances = _distances.AsSpan(destination * nodes, nodes);
                _graph.DistancesTo(destination, distances);
                foreach (int value in distances)
                    if (value >= 0)
                        _counts[value]++;
            }
        }
    }
}
