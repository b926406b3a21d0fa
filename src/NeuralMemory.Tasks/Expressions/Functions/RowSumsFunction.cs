namespace NeuralMemory.Tasks;

/// <summary>The sum of each row.</summary>
internal sealed class RowSumsFunction : TaskFunction
{
    public override string Name => "row_sums";

    public override string Summary => "Gives the sum of the numbers of each row, as rows of width 1.";

    public override string Example => "row_sums(items)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } = [new("sequence", ArgumentKind.Sequence)];

    public override TaskValue Bind(FunctionCall call) => new Value(call.Sequence(0));

    private sealed class Value(SequenceValue sequence)
        : SequenceValue(1, sequence.Rows, sequence.Elements * ValueRange.Of(sequence.Width))
    {
        public override RowView Evaluate(EpisodeState state)
        {
            RowView source = sequence.Evaluate(state), result = Room(state, source.Count, each: sequence.Width);
            Span<Real> sums = result.Span(1);
            for (int i = 0; i < sums.Length; i++)
            {
                double sum = 0;
                foreach (Real value in source.Row(i, sequence.Width))
                    sum += value;
                sums[i] = (Real)sum;
            }

            return result;
        }
    }
}
