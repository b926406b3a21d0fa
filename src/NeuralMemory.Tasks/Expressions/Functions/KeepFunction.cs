using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>Some rows of a sequence.</summary>
internal sealed class KeepFunction : TaskFunction
{
    public override string Name => "keep";

    public override string Summary => "Gives the rows of a sequence whose flag is not 0, in their order; flags are one number a row.";

    public override string Example => "keep(items, order < 3)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("sequence", ArgumentKind.Sequence),
        new("flags", ArgumentKind.Column),
    ];

    public override TaskValue? Bind(FunctionCall call) =>
        call.HaveSameRows(0) ? new Value(call.Sequence(0), call.Sequence(1), call.MarkOf(1)) : null;

    private sealed class Value(SequenceValue sequence, SequenceValue flags, SourceMark mark)
        : SequenceValue(sequence.Width, LeftOf(sequence.Rows, flags.Elements), sequence.Elements)
    {
        public override RowView Evaluate(EpisodeState state)
        {
            RowView rows = sequence.Evaluate(state), kept = flags.Evaluate(state), result = Room(state, rows.Count, each: 2);
            if (kept.Count != rows.Count)
                throw new EpisodeException(mark, $"keep has {rows.Count} rows and {kept.Count} flags");
            int count = 0;
            for (int i = 0; i < rows.Count; i++)
                if (kept.Data[kept.Start + i] != 0)
                    rows.Row(i, Width).CopyTo(result.Row(count++, Width));
            return result with { Count = count };
        }

        private static ValueRange LeftOf(ValueRange rows, ValueRange flags) => flags.IsFixed
            ? flags.Low == 0 ? ValueRange.Of(0) : rows
            : ValueRange.Integers(0, rows.High);
    }
}
