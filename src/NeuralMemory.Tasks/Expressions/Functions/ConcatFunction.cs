namespace NeuralMemory.Tasks;

/// <summary>Sequences in a row.</summary>
internal sealed class ConcatFunction : TaskFunction
{
    public override string Name => "concat";

    public override string Summary => "Gives the rows of all its sequences, one after another; their widths must agree.";

    public override string Example => "concat(items, zeros(1, width), items)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("sequence", ArgumentKind.Sequence, Repeats: true),
    ];

    public override TaskValue? Bind(FunctionCall call) => call.HaveSameWidth(0) ? new Value(call.Sequences(0)) : null;

    private sealed class Value(SequenceValue[] parts) : SequenceValue(
        parts[0].Width,
        parts.Select(part => part.Rows).Aggregate((sum, next) => sum + next),
        parts.Select(part => part.Elements).Aggregate((range, next) => range.Union(next)))
    {
        private readonly RowView[] _views = new RowView[parts.Length];

        public override RowView Evaluate(EpisodeState state)
        {
            long rows = 0;
            for (int i = 0; i < parts.Length; i++)
                rows += (_views[i] = parts[i].Evaluate(state)).Count;
            RowView result = Room(state, rows);
            int at = 0;
            foreach (RowView view in _views)
            {
                view.Span(Width).CopyTo(result.Data.AsSpan(at));
                at += view.Count * Width;
            }

            return result;
        }
    }
}
