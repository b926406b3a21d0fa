using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>The place of a row.</summary>
internal sealed class FindFunction : TaskFunction
{
    public override string Name => "find";

    public override string Summary => "Gives the number of the first row that equals the row, counted from 0, or -1 when there is none.";

    public override string Example => "find(items, row(items, 2))";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("sequence", ArgumentKind.Sequence),
        new("row", ArgumentKind.Sequence),
    ];

    public override TaskValue? Bind(FunctionCall call)
    {
        (SequenceValue sequence, SequenceValue row) = (call.Sequence(0), call.Sequence(1));
        return row.Rows.Low > 1 || row.Rows.High < 1 || row.Width != sequence.Width
            ? call.Fail(1, $"'row' of find must be one row of width {sequence.Width}, found {row.Rows} of width {row.Width}")
            : new Value(sequence, row, call.MarkOf(1));
    }

    private sealed class Value(SequenceValue sequence, SequenceValue row, SourceMark mark)
        : NumberValue(ValueRange.Integers(-1, sequence.Rows.High - 1))
    {
        public override double Evaluate(EpisodeState state)
        {
            RowView rows = sequence.Evaluate(state), wanted = row.Evaluate(state);
            if (wanted.Count != 1)
                throw new EpisodeException(mark, $"'row' of find must be one row, and has {wanted.Count}");
            int found = -1;
            for (int i = 0; i < rows.Count && found < 0; i++)
                if (rows.Row(i, sequence.Width).SequenceEqual(wanted.Span(sequence.Width)))
                    found = i;
            int read = found < 0 ? rows.Count : found + 1;
            state.Spend((long)read * sequence.Width, Origin, read, "rows");
            return found;
        }
    }
}
