namespace NeuralMemory.Tasks;

/// <summary>A sequence backwards.</summary>
internal sealed class ReverseFunction : TaskFunction
{
    public override string Name => "reverse";

    public override string Summary => "Gives the rows in the opposite order.";

    public override string Example => "reverse(items)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } = [new("sequence", ArgumentKind.Sequence)];

    public override TaskValue Bind(FunctionCall call) => new Value(call.Sequence(0));

    private sealed class Value(SequenceValue sequence) : SequenceValue(sequence.Width, sequence.Rows, sequence.Elements)
    {
        public override RowView Evaluate(EpisodeState state)
        {
            RowView source = sequence.Evaluate(state), result = Room(state, source.Count);
            for (int i = 0; i < source.Count; i++)
                source.Row(i, Width).CopyTo(result.Row(source.Count - 1 - i, Width));
            return result;
        }
    }
}
