using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>Random integers in rows.</summary>
internal sealed class IntegersFunction : TaskFunction
{
    public override string Name => "integers";

    public override string Summary => "Draws rows of integers from low to high, both included, each equally likely.";

    public override string Example => "integers(length, 1, 0, 9)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("rows", ArgumentKind.Count),
        new("width", ArgumentKind.Width),
        new("low", ArgumentKind.Integer),
        new("high", ArgumentKind.Integer),
    ];

    public override bool IsRandom => true;

    public override TaskValue? Bind(FunctionCall call)
    {
        IntegerArgument low = call.Integer(2), high = call.Integer(3);
        return low.Range.Low > high.Range.High
            ? call.Fail(3, $"'high' of integers is {high.Range} and 'low' is {low.Range}: there is nothing to draw from")
            : new Value(call.Integer(0), call.Width(1), low, high, call.MarkOf(3));
    }

    private sealed class Value(IntegerArgument rows, int width, IntegerArgument low, IntegerArgument high, SourceMark mark)
        : SequenceValue(width, rows.Range, ValueRange.Integers(low.Range.Low, high.Range.High))
    {
        public override RowView Evaluate(EpisodeState state)
        {
            RowView result = Room(state, rows.Evaluate(state), each: 2);
            int from = low.Evaluate(state), to = high.Evaluate(state);
            if (from > to)
                throw new EpisodeException(mark, $"'high' of integers is {to} and 'low' is {from}: there is nothing to draw from");
            foreach (ref Real value in result.Span(Width))
                value = state.Random.NextInt(from, to);
            return result;
        }
    }
}
