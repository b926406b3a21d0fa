namespace NeuralMemory.Tasks;

/// <summary>An unfair coin.</summary>
internal sealed class BernoulliFunction : TaskFunction
{
    public override string Name => "bernoulli";

    public override string Summary => "Draws 1 with a probability, and 0 otherwise.";

    public override string Example => "bernoulli(0.1)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } = [new("probability", ArgumentKind.Probability)];

    public override bool IsRandom => true;

    public override TaskValue Bind(FunctionCall call) => new Value(call.Number(0));

    private sealed class Value(NumberValue probability) : NumberValue(ValueRange.Integers(0, 1))
    {
        public override double Evaluate(EpisodeState state)
        {
            double limit = probability.Evaluate(state);
            return state.Random.NextDouble() < limit ? 1 : 0;
        }
    }
}
