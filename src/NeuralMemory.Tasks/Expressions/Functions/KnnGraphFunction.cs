using NeuralMemory.Numerics;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>
/// A random graph as in Graves et al. 2016 (Methods, graph tasks): each node is a point in the unit square, with edges to its nearest
/// neighbours.
/// </summary>
internal sealed class KnnGraphFunction : TaskFunction
{
    private const int NodeLabels = 1000;

    public override string Name => "knn_graph";

    public override string Summary =>
        "Draws a directed graph of points in the unit square: rows (source, edge, destination). Each node has edges to its nearest "
        + "neighbours, from low to high of them, as many for each node as drawn (all other nodes, when there are fewer). Node labels are "
        + "different integers from 0 to 999; edge labels are from 0 to edge_labels - 1, different at each source. Rows are ordered by "
        + "source.";

    public override string Example => "knn_graph(length, 2, 4, 1000)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("nodes", ArgumentKind.Count),
        new("low", ArgumentKind.Count),
        new("high", ArgumentKind.Count),
        new("edge_labels", ArgumentKind.Count),
    ];

    public override bool IsRandom => true;

    public override TaskValue? Bind(FunctionCall call)
    {
        ValueRange nodes = call.Number(0).Range, low = call.Number(1).Range, high = call.Number(2).Range;
        if (low.Low > high.High)
            return call.Fail(2, $"'high' of knn_graph is {high} and 'low' is {low}: there is nothing to draw from");
        if (nodes.Low > NodeLabels)
            return call.Fail(0, $"'nodes' of knn_graph is {nodes}, and there are labels for {NodeLabels}");
        return new Value(call);
    }

    private static ValueRange RowsOf(ValueRange nodes, ValueRange low, ValueRange high)
    {
        double least = Math.Max(0, nodes.Low), most = Math.Max(0, nodes.High);
        return ValueRange.Integers(
            least * Math.Max(0, Math.Min(low.Low, least - 1)), most * Math.Max(0, Math.Min(high.High, most - 1)));
    }

    private sealed class Value(FunctionCall call) : SequenceValue(
        LabelledGraph.Width,
        RowsOf(call.Number(0).Range, call.Number(1).Range, call.Number(2).Range),
        ValueRange.Integers(0, Math.Max(NodeLabels, call.Number(3).Range.High) - 1))
    {
        private readonly IntegerArgument _nodes = call.Integer(0), _low = call.Integer(1), _high = call.Integer(2);
        private readonly IntegerArgument _edgeLabels = call.Integer(3);
        private readonly SourceMark _nodesMark = call.MarkOf(0), _highMark = call.MarkOf(2), _edgeLabelsMark = call.MarkOf(3);
        private readonly PartialShuffle _shuffle = new();
        private readonly (double X, double Y)[] _points = new (double, double)[NodeLabels];
        private readonly (double Distance, int Node)[] _nearest = new (double, int)[NodeLabels];
        private readonly int[] _labels = new int[NodeLabels], _degrees = new int[NodeLabels];

        public override RowView Evaluate(EpisodeState state)
        {
            int nodes = _nodes.Evaluate(state), low = _low.Evaluate(state), high = _high.Evaluate(state);
            int edgeLabels = _edgeLabels.Evaluate(state);
            if (nodes > NodeLabels)
                throw new EpisodeException(_nodesMark, $"'nodes' of knn_graph is {nodes}, and there are labels for {NodeLabels}");
            if (low > high)
                throw new EpisodeException(
                    _highMark, $"'high' of knn_graph is {high} and 'low' is {low}: there is nothing to draw from");
            // For each node, all others are looked at and the nearest kept in order.
            state.Spend(2L * nodes * (nodes + 16), Origin, nodes, "nodes");
            RandomStream random = state.Random;
            for (int i = 0; i < nodes; i++)
                _points[i] = (random.NextDouble(), random.NextDouble());
            _shuffle.Begin(NodeLabels);
            for (int i = 0; i < nodes; i++)
                _labels[i] = _shuffle.Next(random);
            int rows = 0;
            for (int i = 0; i < nodes; i++)
                rows += _degrees[i] = Math.Min(random.NextInt(low, high), nodes - 1);
            RowView graph = Room(state, rows, each: 16);
            for (int source = 0, row = 0; source < nodes; source++)
            {
                int degree = _degrees[source];
                if (degree > edgeLabels)
                    throw new EpisodeException(
                        _edgeLabelsMark, $"'edge_labels' of knn_graph is {edgeLabels}, and a node has {degree} edges of different labels");
                FindNearest(source, nodes, degree);
                _shuffle.Begin(edgeLabels);
                for (int k = 0; k < degree; k++, row++)
                {
                    Span<Real> edge = graph.Row(row, Width);
                    (edge[0], edge[1], edge[2]) = (_labels[source], _shuffle.Next(random), _labels[_nearest[k].Node]);
                }
            }

            return graph;
        }

        /// <summary>Puts the nodes that are nearest to the source, the source itself aside, in order of their distance.</summary>
        private void FindNearest(int source, int nodes, int degree)
        {
            int found = 0;
            for (int node = 0; node < nodes; node++)
            {
                if (node == source || degree == 0)
                    continue;
                double dx = _points[node].X - _points[source].X, dy = _points[node].Y - _points[source].Y, distance = dx * dx + dy * dy;
                if (found == degree && distance >= _nearest[found - 1].Distance)
                    continue;
                int at = found < degree ? found++ : found - 1;
                for (; at > 0 && _nearest[at - 1].Distance > distance; at--)
                    _nearest[at] = _nearest[at - 1];
                _nearest[at] = (distance, node);
            }
        }
    }
}
