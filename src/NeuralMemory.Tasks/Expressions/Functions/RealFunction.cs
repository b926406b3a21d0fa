namespace NeuralMemory.Tasks;

/// <summary>A random real number.</summary>
internal sealed class RealFunction : TaskFunction
{
    public override string Name => "real";

    public override string Summary => "Draws a number between low and high, uniformly.";

    public override string Example => "real(-1, 1)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("low", ArgumentKind.Number),
        new("high", ArgumentKind.Number),
    ];

    public override bool IsRandom => true;

    public override TaskValue? Bind(FunctionCall call)
    {
        NumberValue low = call.Number(0), high = call.Number(1);
        return low.Range.Low > high.Range.High
            ? call.Fail(1, $"'high' of real is {high.Range} and 'low' is {low.Range}: there is nothing to draw from")
            : new Value(low, high);
    }

    private sealed class Value(NumberValue low, NumberValue high)
        : NumberValue(low.Range.Union(high.Range) with { IsInteger = false })
    {
        public override double Evaluate(EpisodeState state) => state.Random.NextDouble(low.Evaluate(state), high.Evaluate(state));
    }
}
