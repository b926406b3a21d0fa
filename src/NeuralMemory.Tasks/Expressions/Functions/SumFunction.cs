namespace NeuralMemory.Tasks;

/// <summary>All numbers of a sequence together.</summary>
internal sealed class SumFunction : TaskFunction
{
    public override string Name => "sum";

    public override string Summary => "Gives the sum of all numbers of a sequence.";

    public override string Example => "sum(items)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } = [new("sequence", ArgumentKind.Sequence)];

    public override TaskValue Bind(FunctionCall call) => new Value(call.Sequence(0));

    private sealed class Value(SequenceValue sequence)
        : NumberValue(sequence.Elements * sequence.Rows * ValueRange.Of(sequence.Width))
    {
        public override double Evaluate(EpisodeState state)
        {
            double sum = 0;
            RowView rows = sequence.Evaluate(state);
            state.Spend(2L * rows.Count * sequence.Width, Origin, rows.Count, "rows");
            foreach (Real value in rows.Span(sequence.Width))
                sum += value;
            return sum;
        }
    }
}
