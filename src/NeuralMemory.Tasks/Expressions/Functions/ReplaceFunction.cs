namespace NeuralMemory.Tasks;

/// <summary>A sequence with some rows exchanged.</summary>
internal sealed class ReplaceFunction : TaskFunction
{
    public override string Name => "replace";

    public override string Summary => "Gives the sequence with other rows in place of its own from row start on.";

    public override string Example => "replace(items, 2, zeros(1, width))";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("sequence", ArgumentKind.Sequence),
        new("start", ArgumentKind.Count),
        new("rows", ArgumentKind.Sequence),
    ];

    public override TaskValue? Bind(FunctionCall call)
    {
        (SequenceValue sequence, SequenceValue rows) = (call.Sequence(0), call.Sequence(2));
        return sequence.Width == rows.Width
            ? new Value(sequence, call.Integer(1), rows)
            : call.Fail(2, $"'rows' of replace must have the width of the sequence, {sequence.Width}, and have width {rows.Width}");
    }

    private sealed class Value(SequenceValue sequence, IntegerArgument start, SequenceValue rows)
        : SequenceValue(sequence.Width, sequence.Rows, sequence.Elements.Union(rows.Elements))
    {
        public override RowView Evaluate(EpisodeState state)
        {
            RowView source = sequence.Evaluate(state), others = rows.Evaluate(state), result = Room(state, source.Count);
            int first = start.Evaluate(state);
            if (first + (long)others.Count > source.Count)
                throw start.Outside(first + Math.Max(0, others.Count - 1), source.Count);
            source.Span(Width).CopyTo(result.Data);
            others.Span(Width).CopyTo(result.Data.AsSpan(first * Width));
            return result;
        }
    }
}
