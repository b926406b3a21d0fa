namespace NeuralMemory.Tasks;

/// <summary>Sequences that take turns.</summary>
internal sealed class InterleaveFunction : TaskFunction
{
    public override string Name => "interleave";

    public override string Summary =>
        "Gives the first row of each of its sequences, then the second of each, and so on; their widths and lengths must agree.";

    public override string Example => "interleave(items, reverse(items))";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } = [new("sequence", ArgumentKind.Sequence, Repeats: true)];

    public override TaskValue? Bind(FunctionCall call) =>
        call.HaveSameWidth(0) && call.HaveSameRows(0) ? new Value(new(call.Sequences(0), call.Mark, Name)) : null;

    private sealed class Value(ParallelSequences parts)
        : SequenceValue(parts.WidthOf(0), parts.Rows * ValueRange.Of(parts.Count), parts.Elements)
    {
        public override RowView Evaluate(EpisodeState state)
        {
            ReadOnlySpan<RowView> views = parts.Evaluate(state);
            RowView result = Room(state, (long)views[0].Count * views.Length);
            for (int i = 0; i < result.Count; i++)
                views[i % views.Length].Row(i / views.Length, Width).CopyTo(result.Row(i, Width));
            return result;
        }
    }
}
