namespace NeuralMemory.Tasks;

/// <summary>Random real numbers in rows.</summary>
internal sealed class RealsFunction : TaskFunction
{
    public override string Name => "reals";

    public override string Summary => "Draws rows of numbers between low and high, uniformly.";

    public override string Example => "reals(length, 1, -1, 1)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("rows", ArgumentKind.Count),
        new("width", ArgumentKind.Width),
        new("low", ArgumentKind.Number),
        new("high", ArgumentKind.Number),
    ];

    public override bool IsRandom => true;

    public override TaskValue? Bind(FunctionCall call)
    {
        NumberValue low = call.Number(2), high = call.Number(3);
        return low.Range.Low > high.Range.High
            ? call.Fail(3, $"'high' of reals is {high.Range} and 'low' is {low.Range}: there is nothing to draw from")
            : new Value(call.Integer(0), call.Width(1), low, high);
    }

    private sealed class Value(IntegerArgument rows, int width, NumberValue low, NumberValue high)
        : SequenceValue(width, rows.Range, low.Range.Union(high.Range) with { IsInteger = false })
    {
        public override RowView Evaluate(EpisodeState state)
        {
            RowView result = Room(state, rows.Evaluate(state), each: 2);
            double from = low.Evaluate(state), to = high.Evaluate(state);
            foreach (ref Real value in result.Span(Width))
                value = (Real)state.Random.NextDouble(from, to);
            return result;
        }
    }
}
