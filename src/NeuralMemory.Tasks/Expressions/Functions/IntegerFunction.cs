using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>A random integer.</summary>
internal sealed class IntegerFunction : TaskFunction
{
    public override string Name => "integer";

    public override string Summary => "Draws an integer from low to high, both included, each equally likely.";

    public override string Example => "integer(0, length - 1)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("low", ArgumentKind.Integer),
        new("high", ArgumentKind.Integer),
    ];

    public override bool IsRandom => true;

    public override TaskValue? Bind(FunctionCall call)
    {
        IntegerArgument low = call.Integer(0), high = call.Integer(1);
        return low.Range.Low > high.Range.High
            ? call.Fail(1, $"'high' of integer is {high.Range} and 'low' is {low.Range}: there is nothing to draw from")
            : new Value(low, high, call.MarkOf(1));
    }

    private sealed class Value(IntegerArgument low, IntegerArgument high, SourceMark mark)
        : NumberValue(ValueRange.Integers(low.Range.Low, high.Range.High))
    {
        public override double Evaluate(EpisodeState state)
        {
            int from = low.Evaluate(state), to = high.Evaluate(state);
            return from <= to
                ? state.Random.NextInt(from, to)
                : throw new EpisodeException(mark, $"'high' of integer is {to} and 'low' is {from}: there is nothing to draw from");
        }
    }
}
