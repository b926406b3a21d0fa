namespace NeuralMemory.Tasks;

/// <summary>Rounding down.</summary>
internal sealed class FloorFunction : TaskFunction
{
    public override string Name => "floor";

    public override string Summary => "Gives the largest integer that is not above the number.";

    public override string Example => "floor(length / 2)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } = [new("number", ArgumentKind.Number)];

    public override TaskValue Bind(FunctionCall call) => new Value(call.Number(0));

    private sealed class Value(NumberValue number)
        : NumberValue(ValueRange.Integers(Math.Floor(number.Range.Low), Math.Floor(number.Range.High)))
    {
        public override double Evaluate(EpisodeState state) => Math.Floor(number.Evaluate(state));
    }
}
