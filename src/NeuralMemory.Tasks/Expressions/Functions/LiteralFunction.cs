namespace NeuralMemory.Tasks;

/// <summary>One row, written out.</summary>
internal sealed class LiteralFunction : TaskFunction
{
    public override string Name => "literal";

    public override string Summary => "Gives one row that holds the numbers.";

    public override string Example => "literal(1, 0, repeats / 10)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } = [new("value", ArgumentKind.Number, Repeats: true)];

    public override TaskValue Bind(FunctionCall call) => new Value(call.Numbers(0));

    private sealed class Value(NumberValue[] values) : SequenceValue(
        values.Length, ValueRange.Of(1), values.Select(value => value.Range).Aggregate((range, next) => range.Union(next)))
    {
        public override RowView Evaluate(EpisodeState state)
        {
            RowView row = Room(state, 1);
            Span<Real> numbers = row.Span(Width);
            for (int i = 0; i < values.Length; i++)
                numbers[i] = (Real)values[i].Evaluate(state);
            return row;
        }
    }
}
