using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>A sequence filled up to a length.</summary>
internal sealed class PadFunction : TaskFunction
{
    public override string Name => "pad";

    public override string Summary =>
        "Gives the sequence with rows of value (0 when absent) after its end, so that it has so many rows in all.";

    public override string Example => "pad(items, 12)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("sequence", ArgumentKind.Sequence),
        new("rows", ArgumentKind.Count),
        new("value", ArgumentKind.Number, IsOptional: true),
    ];

    public override TaskValue? Bind(FunctionCall call)
    {
        (SequenceValue sequence, IntegerArgument rows) = (call.Sequence(0), call.Integer(1));
        return sequence.Rows.Low > rows.Range.High
            ? call.Fail(1, $"'rows' of pad is {rows.Range}, and the sequence has {sequence.Rows} already")
            : new Value(sequence, rows, call.Count == 3 ? call.Number(2) : new ConstantNumber(0), call.MarkOf(1));
    }

    private sealed class Value(SequenceValue sequence, IntegerArgument rows, NumberValue value, SourceMark mark)
        : SequenceValue(sequence.Width, rows.Range, sequence.Elements.Union(value.Range))
    {
        public override RowView Evaluate(EpisodeState state)
        {
            RowView source = sequence.Evaluate(state), result = Room(state, rows.Evaluate(state));
            if (source.Count > result.Count)
                throw new EpisodeException(mark, $"'rows' of pad is {result.Count}, and the sequence has {source.Count} already");
            source.Span(Width).CopyTo(result.Span(Width));
            result.Span(Width)[(source.Count * Width)..].Fill((Real)value.Evaluate(state));
            return result;
        }
    }
}
