namespace NeuralMemory.Tasks;

/// <summary>A random one of some values.</summary>
internal sealed class ChoiceFunction : TaskFunction
{
    public override string Name => "choice";

    public override string Summary =>
        "Draws one of its values, each equally likely; all are numbers, or sequences of one width, and only the one drawn is "
        + "computed.";

    public override string Example => "choice(2, 4, 8)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("value", ArgumentKind.Any),
        new("value", ArgumentKind.Any, Repeats: true),
    ];

    public override bool IsRandom => true;

    public override TaskValue? Bind(FunctionCall call)
    {
        TaskValue first = call.Value(0);
        for (int i = 1; i < call.Count; i++)
            if (!Fit(first, call.Value(i)))
                return call.Fail(i, "choice needs numbers or sequences of one width: the first is "
                    + $"{first.Describe()}, and this {call.Value(i).Describe()}");
        return first is NumberValue ? new Number(call.Numbers(0)) : new Sequence(call.Sequences(0));
    }

    private static bool Fit(TaskValue first, TaskValue other) => (first, other) switch
    {
        (NumberValue, NumberValue) => true,
        (SequenceValue a, SequenceValue b) => a.Width == b.Width,
        _ => false,
    };

    private sealed class Number(NumberValue[] values)
        : NumberValue(values.Select(value => value.Range).Aggregate((range, next) => range.Union(next)))
    {
        public override double Evaluate(EpisodeState state) => values[state.Random.NextInt(0, values.Length - 1)].Evaluate(state);
    }

    private sealed class Sequence(SequenceValue[] values) : SequenceValue(
        values[0].Width,
        values.Select(value => value.Rows).Aggregate((range, next) => range.Union(next)),
        values.Select(value => value.Elements).Aggregate((range, next) => range.Union(next)))
    {
        public override RowView Evaluate(EpisodeState state) => values[state.Random.NextInt(0, values.Length - 1)].Evaluate(state);
    }
}
