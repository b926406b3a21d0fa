namespace NeuralMemory.Tasks;

/// <summary>Unfair coins in rows.</summary>
internal sealed class CoinsFunction : TaskFunction
{
    public override string Name => "coins";

    public override string Summary => "Draws rows of bits, each 1 with a probability, and 0 otherwise.";

    public override string Example => "coins(length, width, 0.1)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("rows", ArgumentKind.Count),
        new("width", ArgumentKind.Width),
        new("probability", ArgumentKind.Probability),
    ];

    public override bool IsRandom => true;

    public override TaskValue Bind(FunctionCall call) => new Value(call.Integer(0), call.Width(1), call.Number(2));

    private sealed class Value(IntegerArgument rows, int width, NumberValue probability)
        : SequenceValue(width, rows.Range, ValueRange.Integers(0, 1))
    {
        public override RowView Evaluate(EpisodeState state)
        {
            RowView result = Room(state, rows.Evaluate(state), each: 2);
            double limit = probability.Evaluate(state);
            foreach (ref Real coin in result.Span(Width))
                coin = state.Random.NextDouble() < limit ? 1 : 0;
            return result;
        }
    }
}
