namespace NeuralMemory.Tasks;

/// <summary>All numbers of a sequence below each other.</summary>
internal sealed class FlattenFunction : TaskFunction
{
    public override string Name => "flatten";

    public override string Summary => "Gives the numbers of a sequence, read row by row, as rows of width 1.";

    public override string Example => "flatten(items)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } = [new("sequence", ArgumentKind.Sequence)];

    public override TaskValue Bind(FunctionCall call) => new Value(call.Sequence(0));

    private sealed class Value(SequenceValue sequence)
        : SequenceValue(1, sequence.Rows * ValueRange.Of(sequence.Width), sequence.Elements)
    {
        public override RowView Evaluate(EpisodeState state)
        {
            RowView source = sequence.Evaluate(state);
            return new(source.Data, source.Start, source.Count * sequence.Width);
        }
    }
}
