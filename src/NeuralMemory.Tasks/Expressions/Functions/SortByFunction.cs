using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>Rows in the order of keys.</summary>
internal sealed class SortByFunction : TaskFunction
{
    public override string Name => "sort_by";

    public override string Summary =>
        "Gives the rows of a sequence in ascending order of their keys, one number a row; rows of equal keys keep their order.";

    public override string Example => "sort_by(items, order)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("sequence", ArgumentKind.Sequence),
        new("keys", ArgumentKind.Column),
    ];

    public override TaskValue Bind(FunctionCall call) => new Value(call.Sequence(0), call.Sequence(1), call.MarkOf(1));

    private sealed class Value(SequenceValue sequence, SequenceValue keys, SourceMark mark)
        : SequenceValue(sequence.Width, sequence.Rows, sequence.Elements)
    {
        private (Real Key, int Row)[] _order = [];

        public override RowView Evaluate(EpisodeState state)
        {
            RowView rows = sequence.Evaluate(state), by = keys.Evaluate(state), result = Room(state, rows.Count, each: 8);
            if (by.Count != rows.Count)
                throw new EpisodeException(mark, $"sort_by has {rows.Count} rows and {by.Count} keys");
            if (_order.Length < rows.Count)
                _order = new (Real, int)[Math.Max(rows.Count, 2 * _order.Length)];
            Span<(Real Key, int Row)> order = _order.AsSpan(0, rows.Count);
            for (int i = 0; i < order.Length; i++)
                order[i] = (by.Data[by.Start + i], i);
            // The row numbers, all different, make the order stable.
            order.Sort();
            for (int i = 0; i < order.Length; i++)
                rows.Row(order[i].Row, Width).CopyTo(result.Row(i, Width));
            return result;
        }
    }
}
