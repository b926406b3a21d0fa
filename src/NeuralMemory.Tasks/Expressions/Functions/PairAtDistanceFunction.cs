using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>The question of a shortest-path task whose answer has a given length.</summary>
internal sealed class PairAtDistanceFunction : TaskFunction
{
    // All pairs are looked at.
    private const int MostNodes = 4096;

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

        // Of one destination the distances by source; of all together how many pairs have each distance.
        private int[] _distances = [], _counts = [];

        public override RowView Evaluate(EpisodeState state)
        {
            _graph.Read(graph.Evaluate(state), state, Origin);
            int wanted = distance.Evaluate(state), nodes = _graph.Nodes;
            if (nodes is 0 or > MostNodes)
                throw new EpisodeException(mark, $"the graph of pair_at_distance has {(nodes == 0 ? "no" : nodes)} nodes"
                    + (nodes == 0 ? "" : $"; at most {MostNodes} are possible"));
            // Every node is searched from, twice.
            state.Spend(4L * nodes * (nodes + _graph.Edges), Origin, nodes, "nodes");
            Count(nodes);
            // The distances that occur have no gaps: the nodes on a shortest path are at every distance below.
            wanted = Math.Min(wanted, _counts.AsSpan(0, nodes).LastIndexOfAnyExcept(0));
            return Find(state, nodes, wanted, state.Random.NextInt(0, _counts[wanted] - 1));
        }

        private void Count(int nodes)
        {
            if (_counts.Length < nodes)
                (_counts, _distances) = (new int[2 * nodes], new int[2 * nodes]);
            _counts.AsSpan().Clear();
            for (int destination = 0; destination < nodes; destination++)
                foreach (int value in Measure(destination, nodes))
                    if (value >= 0)
                        _counts[value]++;
        }

        /// <summary>The pair of this number among those at a distance.</summary>
        private RowView Find(EpisodeState state, int nodes, int wanted, int number)
        {
            for (int destination = 0; destination < nodes; destination++)
            {
                ReadOnlySpan<int> distances = Measure(destination, nodes);
                for (int source = 0; source < nodes; source++)
                    if (distances[source] == wanted && number-- == 0)
                    {
                        RowView pair = Room(state, 1);
                        Span<Real> row = pair.Row(0, Width);
                        (row[0], row[1]) = (_graph.LabelOf(source), _graph.LabelOf(destination));
                        return pair;
                    }
            }

            throw new InvalidOperationException("fewer pairs than were counted");
        }

        private ReadOnlySpan<int> Measure(int destination, int nodes)
        {
            Span<int> distances = _distances.AsSpan(0, nodes);
            _graph.DistancesTo(destination, distances);
            return distances;
        }
    }
}
