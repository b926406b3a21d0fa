using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>Random integers without repetition.</summary>
internal sealed class DistinctFunction : TaskFunction
{
    public override string Name => "distinct";

    public override string Summary =>
        "Draws count different integers from low to high, both included, in rows of width 1; every choice and order is equally "
        + "likely.";

    public override string Example => "distinct(length, 0, 99)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("count", ArgumentKind.Count),
        new("low", ArgumentKind.Integer),
        new("high", ArgumentKind.Integer),
    ];

    public override bool IsRandom => true;

    public override TaskValue? Bind(FunctionCall call)
    {
        IntegerArgument count = call.Integer(0), low = call.Integer(1), high = call.Integer(2);
        return count.Range.Low > high.Range.High - low.Range.Low + 1
            ? call.Fail(0, $"distinct draws {count.Range} different integers, and from {low.Range} to {high.Range} there are fewer")
            : new Value(count, low, high, call.MarkOf(0));
    }

    private sealed class Value(IntegerArgument count, IntegerArgument low, IntegerArgument high, SourceMark mark)
        : SequenceValue(1, count.Range, ValueRange.Integers(low.Range.Low, high.Range.High))
    {
        private readonly PartialShuffle _shuffle = new();

        public override RowView Evaluate(EpisodeState state)
        {
            RowView result = Room(state, count.Evaluate(state), each: 16);
            int from = low.Evaluate(state), to = high.Evaluate(state);
            if (result.Count > to - (long)from + 1)
                throw new EpisodeException(
                    mark, $"distinct draws {result.Count} different integers, and from {from} to {to} there are fewer");
            _shuffle.Begin(to - from + 1);
            foreach (ref Real value in result.Span(1))
                value = from + _shuffle.Next(state.Random);
            return result;
        }
    }
}
