namespace NeuralMemory.Tasks;

/// <summary>Numbers that count.</summary>
internal sealed class RangeFunction : TaskFunction
{
    public override string Name => "range";

    public override string Summary => "Gives the integers 0 to count - 1, as rows of width 1.";

    public override string Example => "range(length) + 1";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } = [new("count", ArgumentKind.Count)];

    public override TaskValue Bind(FunctionCall call) => new Value(call.Integer(0));

    private sealed class Value(IntegerArgument count)
        : SequenceValue(1, count.Range, ValueRange.Integers(0, Math.Max(0, count.Range.High - 1)))
    {
        public override RowView Evaluate(EpisodeState state)
        {
            RowView result = Room(state, count.Evaluate(state));
            Span<Real> values = result.Span(1);
            for (int i = 0; i < values.Length; i++)
                values[i] = i;
            return result;
        }
    }
}
