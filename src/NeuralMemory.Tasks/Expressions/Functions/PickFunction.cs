using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>Random indices by weight.</summary>
internal sealed class PickFunction : TaskFunction
{
    public override string Name => "pick";

    public override string Summary =>
        "Draws count different indices of the weights, in rows of width 1: one after another, each in proportion to its weight "
        + "among those that are left.";

    public override string Example => "pick(2, power(range(8) + 1, -0.99))";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("count", ArgumentKind.Count),
        new("weights", ArgumentKind.Column),
    ];

    public override bool IsRandom => true;

    public override TaskValue? Bind(FunctionCall call)
    {
        (IntegerArgument count, SequenceValue weights) = (call.Integer(0), call.Sequence(1));
        return weights.Elements.High <= 0 ? call.Fail(1, $"'weights' of pick must be above 0, and are {weights.Elements}")
            : count.Range.Low > weights.Rows.High
                ? call.Fail(0, $"pick draws {count.Range} different indices, and there are {weights.Rows} weights")
            : new Value(count, weights, call.MarkOf(0), call.MarkOf(1));
    }

    private sealed class Value(IntegerArgument count, SequenceValue weights, SourceMark countMark, SourceMark weightsMark)
        : SequenceValue(1, count.Range, ValueRange.Integers(0, Math.Max(0, weights.Rows.High - 1)))
    {
        private (double Arrival, int Index)[] _arrivals = [];

        public override RowView Evaluate(EpisodeState state)
        {
            RowView rates = weights.Evaluate(state), result = Room(state, count.Evaluate(state));
            state.Spend(64L * rates.Count, Origin, rates.Count, "weights");
            if (_arrivals.Length < rates.Count)
                _arrivals = new (double, int)[Math.Max(rates.Count, 2 * _arrivals.Length)];
            // Of exponential clocks the next to ring is each in proportion to its rate (Efraimidis and Spirakis 2006).
            int possible = 0;
            for (int i = 0; i < rates.Count; i++)
            {
                Real rate = rates.Data[rates.Start + i];
                if (!(rate >= 0))
                    throw new EpisodeException(weightsMark, $"a weight of pick must be at least 0, and is {rate}");
                double wait = -Math.Log(1 - state.Random.NextDouble());
                if (rate > 0)
                    _arrivals[possible++] = (wait / rate, i);
            }

            if (result.Count > possible)
                throw new EpisodeException(
                    countMark, $"pick draws {result.Count} different indices, and {possible} of the weights are above 0");
            Span<(double Arrival, int Index)> arrivals = _arrivals.AsSpan(0, possible);
            arrivals.Sort();
            for (int i = 0; i < result.Count; i++)
                result.Data[i] = arrivals[i].Index;
            return result;
        }
    }
}
