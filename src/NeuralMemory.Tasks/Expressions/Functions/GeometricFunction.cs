namespace NeuralMemory.Tasks;

/// <summary>A number of tries: how many edits make a counterexample in FLaRe (Butoi et al. 2025).</summary>
internal sealed class GeometricFunction : TaskFunction
{
    public override string Name => "geometric";

    public override string Summary =>
        "Draws how many tries it takes until one succeeds, each of them with a probability above 0: 1 or more.";

    public override string Example => "geometric(0.5)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } = [new("probability", ArgumentKind.Probability)];

    public override bool IsRandom => true;

    public override TaskValue? Bind(FunctionCall call) => call.Number(0) is { Range.Low: >= Least } probability ? new Value(probability)
        : call.Fail(0, $"'probability' of geometric must be at least {Least}, or tries may never end, and this is {call.Number(0).Range}");

    // Below it a draw would take too long, or more rows than there can be.
    private const double Least = 0.001;

    private sealed class Value(NumberValue probability) : NumberValue(ValueRange.Integers(1, TaskLimits.Rows))
    {
        public override double Evaluate(EpisodeState state)
        {
            double p = probability.Evaluate(state);
            int tries = 1;
            for (; tries < TaskLimits.Rows && state.Random.NextDouble() >= p; tries++)
                state.Spend(1, Origin, tries, "tries");
            return tries;
        }
    }
}
