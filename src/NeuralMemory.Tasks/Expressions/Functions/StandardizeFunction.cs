namespace NeuralMemory.Tasks;

/// <summary>A parameter in standard units, as the NTM paper gives the repeat count. The statistics stay those of training when an
/// evaluation draws the parameter from elsewhere.</summary>
internal sealed class StandardizeFunction : TaskFunction
{
    public override string Name => "standardize";

    public override string Summary =>
        "Gives a parameter minus its mean, divided by its standard deviation, both of the range it was trained with.";

    public override string Example => "standardize(repeats)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } = [new("parameter", ArgumentKind.Parameter)];

    public override TaskValue Bind(FunctionCall call) =>
        new Value(call.Number(0), call.Parameter(0).Trained.Mean, call.Parameter(0).Trained.Deviation);

    private sealed class Value(NumberValue parameter, double mean, double deviation)
        : NumberValue((parameter.Range - ValueRange.Of(mean)) / ValueRange.Of(deviation))
    {
        public override double Evaluate(EpisodeState state) => (parameter.Evaluate(state) - mean) / deviation;
    }
}
