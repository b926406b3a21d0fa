namespace NeuralMemory.Tasks;

/// <summary>Sums that grow from row to row.</summary>
internal sealed class RunningSumFunction : TaskFunction
{
    public override string Name => "running_sum";

    public override string Summary => "Gives in each row the sums of the columns over that row and all before it.";

    public override string Example => "running_sum(items)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } = [new("sequence", ArgumentKind.Sequence)];

    public override TaskValue Bind(FunctionCall call) => new Value(call.Sequence(0));

    private sealed class Value(SequenceValue sequence) : SequenceValue(
        sequence.Width, sequence.Rows, sequence.Elements * ValueRange.Integers(1, Math.Max(1, sequence.Rows.High)))
    {
        private double[] _sums = [];

        public override RowView Evaluate(EpisodeState state)
        {
            RowView source = sequence.Evaluate(state), result = Room(state, source.Count);
            if (_sums.Length == 0)
                _sums = new double[Width];
            Array.Clear(_sums);
            for (int i = 0; i < source.Count; i++)
                for (int j = 0; j < Width; j++)
                    result.Row(i, Width)[j] = (Real)(_sums[j] += source.Row(i, Width)[j]);
            return result;
        }
    }
}
