namespace NeuralMemory.Tasks;

/// <summary>Sequences side by side.</summary>
internal sealed class ZipFunction : TaskFunction
{
    public override string Name => "zip";

    public override string Summary => "Gives rows that hold the rows of all its sequences side by side; their lengths must agree.";

    public override string Example => "zip(items, order)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } = [new("sequence", ArgumentKind.Sequence, Repeats: true)];

    public override TaskValue? Bind(FunctionCall call)
    {
        SequenceValue[] parts = call.Sequences(0);
        int width = parts.Sum(part => part.Width);
        return width > TaskLimits.Width ? call.Fail(0, $"zip gives rows {width} wide; at most {TaskLimits.Width} is possible")
            : call.HaveSameRows(0) ? new Value(new(parts, call.Mark, Name), width)
            : null;
    }

    private sealed class Value(ParallelSequences parts, int width) : SequenceValue(width, parts.Rows, parts.Elements)
    {
        public override RowView Evaluate(EpisodeState state)
        {
            ReadOnlySpan<RowView> views = parts.Evaluate(state);
            RowView result = Room(state, views[0].Count);
            for (int i = 0; i < result.Count; i++)
            {
                Span<Real> row = result.Row(i, Width);
                for (int j = 0; j < views.Length; j++)
                {
                    views[j].Row(i, parts.WidthOf(j)).CopyTo(row);
                    row = row[parts.WidthOf(j)..];
                }
            }

            return result;
        }
    }
}
