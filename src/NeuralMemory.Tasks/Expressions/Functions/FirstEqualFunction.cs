namespace NeuralMemory.Tasks;

/// <summary>Where each row stands for the first time.</summary>
internal sealed class FirstEqualFunction : TaskFunction
{
    public override string Name => "first_equal";

    public override string Summary =>
        "Gives for each row of a sequence the number of the first row that equals it, counted from 0, as rows of width 1.";

    public override string Example => "first_equal(items) < range(length)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } = [new("sequence", ArgumentKind.Sequence)];

    public override TaskValue Bind(FunctionCall call) => new Value(call.Sequence(0));

    private sealed class Value(SequenceValue sequence)
        : SequenceValue(1, sequence.Rows, ValueRange.Integers(0, Math.Max(0, sequence.Rows.High - 1)))
    {
        private readonly RowSet _seen = new();

        public override RowView Evaluate(EpisodeState state)
        {
            RowView source = sequence.Evaluate(state), result = Room(state, source.Count, each: 8 * sequence.Width);
            _seen.Begin(source, sequence.Width);
            for (int i = 0; i < source.Count; i++)
                result.Data[i] = _seen.FirstOf(i);
            return result;
        }
    }
}
