namespace NeuralMemory.Tasks;

/// <summary>A random permutation.</summary>
internal sealed class PermutationFunction : TaskFunction
{
    public override string Name => "permutation";

    public override string Summary =>
        "Draws an order of the integers 0 to count - 1, as rows of width 1; gather puts a sequence in that order.";

    public override string Example => "gather(items, permutation(length))";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } = [new("count", ArgumentKind.Count)];

    public override bool IsRandom => true;

    public override TaskValue Bind(FunctionCall call) => new Value(call.Integer(0));

    private sealed class Value(IntegerArgument count)
        : SequenceValue(1, count.Range, ValueRange.Integers(0, Math.Max(0, count.Range.High - 1)))
    {
        private int[] _order = [];

        public override RowView Evaluate(EpisodeState state)
        {
            RowView rows = Room(state, count.Evaluate(state), each: 4);
            if (_order.Length < rows.Count)
                _order = new int[Math.Max(rows.Count, 2 * _order.Length)];
            Span<int> order = _order.AsSpan(0, rows.Count);
            for (int i = 0; i < order.Length; i++)
                order[i] = i;
            state.Random.Shuffle(order);
            Span<Real> values = rows.Span(1);
            for (int i = 0; i < order.Length; i++)
                values[i] = order[i];
            return rows;
        }
    }
}
