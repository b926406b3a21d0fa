using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>A question about a graph that is answered by following the edges of a relation.</summary>
internal sealed class RelationQueryFunction : TaskFunction
{
    public override string Name => "relation_query";

    public override string Summary =>
        "Draws a node of a graph and a relation whose edges can be followed from there: a row (source, relation, destination). The "
        + "relation has length edges, or as many as any below that when the graph has none so long. Each such pair of node and relation "
        + "is equally likely. The relations are those of relation_table.";

    public override string Example => "relation_query(knn_graph(length, 2, 4, 10), relation_table(100, 2, 5, 10), 2)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("graph", ArgumentKind.Sequence),
        new("relations", ArgumentKind.Sequence),
        new("length", ArgumentKind.Count),
    ];

    public override bool IsRandom => true;

    public override TaskValue? Bind(FunctionCall call)
    {
        if (LabelledGraph.Check(call, 0) is not { } graph)
            return null;
        SequenceValue relations = call.Sequence(1);
        return relations is { Width: >= 2, Elements.IsInteger: true }
            ? new Value(graph, relations, call.Integer(2), call.MarkOf(2))
            : call.Fail(1, $"'relations' of relation_query must be rows of a label and edge labels, found {relations.Describe()}"
                + (relations.Elements.IsInteger ? "" : " that can hold fractions"));
    }

    private sealed class Value(SequenceValue graph, SequenceValue relations, IntegerArgument length, SourceMark mark)
        : SequenceValue(LabelledGraph.Width, ValueRange.Of(1), graph.Elements.Union(relations.Elements with { Low = 0 }))
    {
        private readonly LabelledGraph _graph = new();

        public override RowView Evaluate(EpisodeState state)
        {
            _graph.Read(graph.Evaluate(state), state, Origin);
            RowView table = relations.Evaluate(state);
            for (int edges = Math.Min(length.Evaluate(state), relations.Width - 1); edges >= 1; edges--)
                if (Search(state, table, edges, int.MaxValue, out _) is var pairs and > 0)
                {
                    // What is left to find counts down, so that the last one met is the one drawn.
                    Search(state, table, edges, state.Random.NextInt(1, pairs), out RowView query);
                    return query;
                }

            throw new EpisodeException(mark, "no relation of relation_query can be followed from any node of the graph");
        }

        /// <summary>Counts pairs of a relation of this length and a node that it can be followed from, up to a number of them.</summary>
        /// <param name="state">The episode.</param>
        /// <param name="table">The relations.</param>
        /// <param name="edges">The length.</param>
        /// <param name="wanted">At how many to stop.</param>
        /// <param name="last">The last one met.</param>
        private int Search(EpisodeState state, RowView table, int edges, int wanted, out RowView last)
        {
            last = Room(state, 1);
            int met = 0;
            for (int i = 0; i < table.Count; i++)
            {
                ReadOnlySpan<Real> relation = table.Row(i, relations.Width);
                ReadOnlySpan<Real> path = relation[1..];
                int end = path.IndexOf((Real)(-1));
                if ((end < 0 ? path.Length : end) != edges)
                    continue;
                state.Spend(8L * _graph.Nodes * edges, Origin, _graph.Nodes, "nodes");
                for (int node = 0; node < _graph.Nodes && met < wanted; node++)
                    if (Follow(node, path[..edges]) is var destination and >= 0)
                    {
                        met++;
                        Span<Real> row = last.Row(0, Width);
                        (row[0], row[1], row[2]) = (_graph.LabelOf(node), relation[0], _graph.LabelOf(destination));
                    }
            }

            return met;
        }

        private int Follow(int node, ReadOnlySpan<Real> path)
        {
            for (int i = 0; i < path.Length && node >= 0; i++)
                node = _graph.Follow(node, (int)path[i]);
            return node;
        }
    }
}
