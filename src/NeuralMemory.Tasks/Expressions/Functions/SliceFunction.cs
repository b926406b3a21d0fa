namespace NeuralMemory.Tasks;

/// <summary>Rows of a sequence by place and number.</summary>
internal sealed class SliceFunction : TaskFunction
{
    public override string Name => "slice";

    public override string Summary =>
        "Gives count rows from row start on, each stride rows after the last one (1 when absent); rows are counted from 0.";

    public override string Example => "slice(items, 1, 2)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("sequence", ArgumentKind.Sequence),
        new("start", ArgumentKind.Count),
        new("count", ArgumentKind.Count),
        new("stride", ArgumentKind.Positive, IsOptional: true),
    ];

    public override TaskValue Bind(FunctionCall call) => call.Count == 4
        ? new Strided(call.Sequence(0), call.Integer(1), call.Integer(2), call.Integer(3))
        : new Value(call.Sequence(0), call.Integer(1), call.Integer(2));

    private sealed class Value(SequenceValue sequence, IntegerArgument start, IntegerArgument count)
        : SequenceValue(sequence.Width, count.Range, sequence.Elements)
    {
        public override RowView Evaluate(EpisodeState state)
        {
            RowView rows = sequence.Evaluate(state);
            int first = start.Evaluate(state), taken = count.Evaluate(state);
            if (first > rows.Count)
                throw start.Outside(first, rows.Count);
            if (taken > rows.Count - first)
                throw count.Outside(first + taken - 1, rows.Count);
            return new(rows.Data, rows.Start + first * Width, taken);
        }
    }

    private sealed class Strided(SequenceValue sequence, IntegerArgument start, IntegerArgument count, IntegerArgument stride)
        : SequenceValue(sequence.Width, count.Range, sequence.Elements)
    {
        public override RowView Evaluate(EpisodeState state)
        {
            RowView rows = sequence.Evaluate(state);
            int first = start.Evaluate(state), taken = count.Evaluate(state), step = stride.Evaluate(state);
            if (first > rows.Count)
                throw start.Outside(first, rows.Count);
            long last = first + (taken - 1L) * step;
            if (taken > 0 && last >= rows.Count)
                throw count.Outside((int)Math.Min(last, int.MaxValue), rows.Count);
            RowView result = Room(state, taken);
            for (int i = 0; i < taken; i++)
                rows.Row(first + i * step, Width).CopyTo(result.Row(i, Width));
            return result;
        }
    }
}
