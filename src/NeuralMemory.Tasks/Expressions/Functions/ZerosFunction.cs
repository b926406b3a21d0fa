namespace NeuralMemory.Tasks;

/// <summary>Rows of 0s.</summary>
internal sealed class ZerosFunction : TaskFunction
{
    public override string Name => "zeros";

    public override string Summary => "Gives rows of 0s.";

    public override string Example => "zeros(3, width)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("rows", ArgumentKind.Count),
        new("width", ArgumentKind.Width),
    ];

    public override TaskValue Bind(FunctionCall call) => new Value(call.Integer(0), call.Width(1));

    private sealed class Value(IntegerArgument rows, int width) : SequenceValue(width, rows.Range, ValueRange.Of(0))
    {
        public override RowView Evaluate(EpisodeState state)
        {
            RowView result = Room(rows.Evaluate(state));
            result.Span(Width).Clear();
            return result;
        }
    }
}
