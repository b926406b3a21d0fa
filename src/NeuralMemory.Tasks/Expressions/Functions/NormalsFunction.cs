namespace NeuralMemory.Tasks;

/// <summary>Normally distributed numbers in rows.</summary>
internal sealed class NormalsFunction : TaskFunction
{
    public override string Name => "normals";

    public override string Summary => "Draws rows of numbers from the normal distribution of a mean and a standard deviation.";

    public override string Example => "normals(length, width, 0, 1)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("rows", ArgumentKind.Count),
        new("width", ArgumentKind.Width),
        new("mean", ArgumentKind.Number),
        new("deviation", ArgumentKind.Number),
    ];

    public override bool IsRandom => true;

    public override TaskValue? Bind(FunctionCall call) => call.Number(3).Range.Low < 0
        ? call.Fail(3, $"'deviation' of normals must not be negative, and this is {call.Number(3).Range}")
        : new Value(call.Integer(0), call.Width(1), call.Number(2), call.Number(3));

    private sealed class Value(IntegerArgument rows, int width, NumberValue mean, NumberValue deviation)
        : SequenceValue(width, rows.Range, ValueRange.Any)
    {
        public override RowView Evaluate(EpisodeState state)
        {
            RowView result = Room(state, rows.Evaluate(state), each: 8);
            double center = mean.Evaluate(state), scale = deviation.Evaluate(state);
            foreach (ref Real value in result.Span(Width))
                value = (Real)(center + scale * state.Random.NextGaussian());
            return result;
        }
    }
}
