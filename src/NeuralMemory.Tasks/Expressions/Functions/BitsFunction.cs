namespace NeuralMemory.Tasks;

/// <summary>Random bits: the vectors of copy, recall and their relatives.</summary>
internal sealed class BitsFunction : TaskFunction
{
    public override string Name => "bits";

    public override string Summary => "Draws rows of fair bits, each 0 or 1.";

    public override string Example => "bits(length, 8)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("rows", ArgumentKind.Count),
        new("width", ArgumentKind.Width),
    ];

    public override bool IsRandom => true;

    public override TaskValue Bind(FunctionCall call) => new Value(call.Integer(0), call.Width(1));

    private sealed class Value(IntegerArgument rows, int width) : SequenceValue(width, rows.Range, ValueRange.Integers(0, 1))
    {
        public override RowView Evaluate(EpisodeState state)
        {
            RowView bits = Room(state, rows.Evaluate(state));
            state.Random.FillBits(bits.Span(Width));
            return bits;
        }
    }
}
