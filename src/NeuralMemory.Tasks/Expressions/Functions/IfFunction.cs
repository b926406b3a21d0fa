namespace NeuralMemory.Tasks;

/// <summary>One of two values, as a condition says.</summary>
internal sealed class IfFunction : TaskFunction
{
    public override string Name => "if";

    public override string Summary =>
        "Gives the first value where the condition is not 0, and the second where it is; both are numbers, or sequences of one "
        + "width, and only the one chosen is computed. A condition that is a sequence chooses number by number, and then both are.";

    public override string Example => "if(length > 4, length, 2 * length)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("condition", ArgumentKind.Any),
        new("first", ArgumentKind.Any),
        new("second", ArgumentKind.Any),
    ];

    public override TaskValue? Bind(FunctionCall call)
    {
        (TaskValue first, TaskValue second) = (call.Value(1), call.Value(2));
        if (call.Value(0).AsNumber() is not { } condition)
            return RowwiseChoice.Bind(call, call.Sequence(0), first, second);
        return (first, second) switch
        {
            (NumberValue a, NumberValue b) => new ChosenNumber(condition, a, b),
            (SequenceValue a, SequenceValue b) when a.Width == b.Width => new ChosenSequence(condition, a, b),
            (NumberValue a, SequenceValue) when second.AsNumber() is { } b => new ChosenNumber(condition, a, b),
            (SequenceValue, NumberValue b) when first.AsNumber() is { } a => new ChosenNumber(condition, a, b),
            _ => call.Fail(2, "if needs two numbers or two sequences of one width: the first is "
                + $"{first.Describe()}, and the second {second.Describe()}"),
        };
    }

    /// <summary>The range of the value chosen: of both, but of one alone where the condition is the same in every episode.</summary>
    private static ValueRange Either(ValueRange condition, ValueRange first, ValueRange second) =>
        !condition.IsFixed ? first.Union(second) : condition.Low != 0 ? first : second;

    private sealed class ChosenNumber(NumberValue condition, NumberValue first, NumberValue second)
        : NumberValue(Either(condition.Range, first.Range, second.Range))
    {
        public override double Evaluate(EpisodeState state) => (condition.Evaluate(state) != 0 ? first : second).Evaluate(state);
    }

    private sealed class ChosenSequence(NumberValue condition, SequenceValue first, SequenceValue second) : SequenceValue(
        first.Width,
        Either(condition.Range, first.Rows, second.Rows),
        Either(condition.Range, first.Elements, second.Elements))
    {
        public override RowView Evaluate(EpisodeState state) => (condition.Evaluate(state) != 0 ? first : second).Evaluate(state);
    }
}
