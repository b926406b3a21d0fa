namespace NeuralMemory.Tasks;

/// <summary>Numbers in order.</summary>
internal sealed class SortFunction : TaskFunction
{
    public override string Name => "sort";

    public override string Summary => "Gives the numbers of a sequence of width 1 in ascending order.";

    public override string Example => "sort(order)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } = [new("sequence", ArgumentKind.Column)];

    public override TaskValue Bind(FunctionCall call) => new Value(call.Sequence(0));

    private sealed class Value(SequenceValue sequence) : SequenceValue(1, sequence.Rows, sequence.Elements)
    {
        public override RowView Evaluate(EpisodeState state)
        {
            RowView source = sequence.Evaluate(state), result = Room(state, source.Count, each: 8);
            source.Span(1).CopyTo(result.Data);
            result.Span(1).Sort();
            return result;
        }
    }
}
