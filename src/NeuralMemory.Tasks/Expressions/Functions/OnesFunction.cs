namespace NeuralMemory.Tasks;

/// <summary>Rows of 1s.</summary>
internal sealed class OnesFunction : TaskFunction
{
    public override string Name => "ones";

    public override string Summary => "Gives rows of 1s.";

    public override string Example => "ones(3, width)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("rows", ArgumentKind.Count),
        new("width", ArgumentKind.Width),
    ];

    public override TaskValue Bind(FunctionCall call) => new Value(call.Integer(0), call.Width(1));

    private sealed class Value(IntegerArgument rows, int width) : SequenceValue(width, rows.Range, ValueRange.Of(1))
    {
        public override RowView Evaluate(EpisodeState state)
        {
            RowView result = Room(rows.Evaluate(state));
            result.Span(Width).Fill(1);
            return result;
        }
    }
}
