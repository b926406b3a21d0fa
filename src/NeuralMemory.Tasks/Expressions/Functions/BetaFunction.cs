namespace NeuralMemory.Tasks;

/// <summary>Random probabilities, such as those of the next bit after each context of an N-gram source.</summary>
internal sealed class BetaFunction : TaskFunction
{
    public override string Name => "beta";

    public override string Summary => "Draws rows of numbers from 0 to 1, each from the beta distribution of the two shapes.";

    public override string Example => "beta(32, 1, 0.5, 0.5)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("rows", ArgumentKind.Count),
        new("width", ArgumentKind.Width),
        new("first", ArgumentKind.Number),
        new("second", ArgumentKind.Number),
    ];

    public override bool IsRandom => true;

    public override TaskValue? Bind(FunctionCall call)
    {
        NumberValue first = call.Number(2), second = call.Number(3);
        for (int i = 2; i <= 3; i++)
            if (call.Number(i).Range.Low <= 0)
                return call.Fail(i, $"'{Arguments[i].Name}' of beta must be above 0, and this is {call.Number(i).Range}");
        return new Value(call.Integer(0), call.Width(1), first, second);
    }

    private sealed class Value(IntegerArgument rows, int width, NumberValue first, NumberValue second)
        : SequenceValue(width, rows.Range, new(0, 1, false))
    {
        public override RowView Evaluate(EpisodeState state)
        {
            RowView result = Room(state, rows.Evaluate(state), each: 64);
            double a = first.Evaluate(state), b = second.Evaluate(state);
            foreach (ref Real value in result.Span(Width))
                value = (Real)state.Random.NextBeta(a, b);
            return result;
        }
    }
}
