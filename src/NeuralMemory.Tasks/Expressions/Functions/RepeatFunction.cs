namespace NeuralMemory.Tasks;

/// <summary>A sequence several times over.</summary>
internal sealed class RepeatFunction : TaskFunction
{
    public override string Name => "repeat";

    public override string Summary => "Gives the sequence again and again.";

    public override string Example => "repeat(items, 3)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("sequence", ArgumentKind.Sequence),
        new("times", ArgumentKind.Count),
    ];

    public override TaskValue Bind(FunctionCall call) => new Value(call.Sequence(0), call.Integer(1));

    private sealed class Value(SequenceValue sequence, IntegerArgument times)
        : SequenceValue(sequence.Width, sequence.Rows * times.Range, sequence.Elements)
    {
        public override RowView Evaluate(EpisodeState state)
        {
            RowView once = sequence.Evaluate(state);
            int count = times.Evaluate(state);
            RowView result = Room(state, (long)once.Count * count);
            for (int i = 0; i < count; i++)
                once.Span(Width).CopyTo(result.Data.AsSpan(i * once.Count * Width));
            return result;
        }
    }
}
