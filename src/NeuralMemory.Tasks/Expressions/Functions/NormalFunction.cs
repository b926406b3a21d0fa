namespace NeuralMemory.Tasks;

/// <summary>A random number of the normal distribution.</summary>
internal sealed class NormalFunction : TaskFunction
{
    public override string Name => "normal";

    public override string Summary => "Draws a number from the normal distribution of a mean and a standard deviation.";

    public override string Example => "normal(0, 1)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("mean", ArgumentKind.Number),
        new("deviation", ArgumentKind.Number),
    ];

    public override bool IsRandom => true;

    public override TaskValue? Bind(FunctionCall call) => call.Number(1).Range.Low < 0
        ? call.Fail(1, $"'deviation' of normal must not be negative, and this is {call.Number(1).Range}")
        : new Value(call.Number(0), call.Number(1));

    private sealed class Value(NumberValue mean, NumberValue deviation) : NumberValue(ValueRange.Any)
    {
        public override double Evaluate(EpisodeState state)
        {
            double center = mean.Evaluate(state), scale = deviation.Evaluate(state);
            return center + scale * state.Random.NextGaussian();
        }
    }
}
