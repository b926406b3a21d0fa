using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>
/// Names for sequences of edges, such as "grandmother" for two edges of a family tree: the inference task of the DNC paper.
/// </summary>
internal sealed class RelationTableFunction : TaskFunction
{
    public override string Name => "relation_table";

    public override string Summary =>
        "Draws relations, each of them a sequence of edge labels: for every length from shortest to longest as many different sequences as "
        + "each says, of edge labels from 0 to edge_labels - 1. A row holds the relation's label (counted up from edge_labels, "
        + "shorter relations first), its edge labels, and -1 in the columns left over.";

    public override string Example => "relation_table(100, 2, 5, 10)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("each", ArgumentKind.Count),
        new("shortest", ArgumentKind.Width),
        new("longest", ArgumentKind.Width),
        new("edge_labels", ArgumentKind.Width),
    ];

    public override bool IsRandom => true;

    public override TaskValue? Bind(FunctionCall call)
    {
        int shortest = call.Width(1), longest = call.Width(2), edgeLabels = call.Width(3);
        double sequences = Math.Pow(edgeLabels, shortest);
        if (shortest > longest)
            return call.Fail(2, $"'longest' of relation_table is {longest} and 'shortest' is {shortest}: there is nothing between");
        if (Math.Pow(edgeLabels, longest) > TaskLimits.Rows)
            return call.Fail(2, $"relation_table draws from at most {TaskLimits.Rows} sequences of one length, and {edgeLabels} labels "
                + $"have more of length {longest}");
        if (call.Number(0).Range.Low > sequences)
            return call.Fail(0, $"'each' of relation_table is {call.Number(0).Range}, and {edgeLabels} labels have only {sequences} "
                + $"sequences of length {shortest}");
        return new Value(call.Integer(0), shortest, longest, edgeLabels, call.MarkOf(0));
    }

    private sealed class Value(IntegerArgument each, int shortest, int longest, int edgeLabels, SourceMark mark) : SequenceValue(
        longest + 1,
        each.Range * ValueRange.Of(longest - shortest + 1),
        ValueRange.Integers(-1, edgeLabels - 1 + Math.Max(0, each.Range.High) * (longest - shortest + 1)))
    {
        private readonly PartialShuffle _shuffle = new();

        public override RowView Evaluate(EpisodeState state)
        {
            int count = each.Evaluate(state), sequences = (int)Math.Pow(edgeLabels, shortest);
            if (count > sequences)
                throw new EpisodeException(mark, $"'each' of relation_table is {count}, and {edgeLabels} labels have only {sequences} "
                    + $"sequences of length {shortest}");
            RowView table = Room(state, (longest - shortest + 1) * count);
            for (int length = shortest, row = 0; length <= longest; length++, sequences *= edgeLabels)
            {
                _shuffle.Begin(sequences);
                for (int i = 0; i < count; i++, row++)
                    Write(table.Row(row, Width), edgeLabels + row, length, _shuffle.Next(state.Random));
            }

            return table;
        }

        /// <summary>Writes a relation; the digits of the code to the base of the edge labels are its edges.</summary>
        private void Write(Span<Real> row, int label, int length, int code)
        {
            row.Fill(-1);
            row[0] = label;
            for (int i = 1; i <= length; i++, code /= edgeLabels)
                row[i] = code % edgeLabels;
        }
    }
}
