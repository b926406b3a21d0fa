namespace NeuralMemory.Tasks;

/// <summary>One row of a sequence.</summary>
internal sealed class RowFunction : TaskFunction
{
    public override string Name => "row";

    public override string Summary => "Gives one row of a sequence, counted from 0.";

    public override string Example => "row(items, 2)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("sequence", ArgumentKind.Sequence),
        new("index", ArgumentKind.Count),
    ];

    public override TaskValue Bind(FunctionCall call) => new Value(call.Sequence(0), call.Integer(1));

    private sealed class Value(SequenceValue sequence, IntegerArgument index)
        : SequenceValue(sequence.Width, ValueRange.Of(1), sequence.Elements)
    {
        public override RowView Evaluate(EpisodeState state)
        {
            RowView rows = sequence.Evaluate(state);
            int row = index.Evaluate(state);
            return row < rows.Count ? new(rows.Data, rows.Start + row * Width, 1) : throw index.Outside(row, rows.Count);
        }
    }
}
