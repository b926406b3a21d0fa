using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>Rows put at places of a sequence.</summary>
internal sealed class ScatterFunction : TaskFunction
{
    public override string Name => "scatter";

    public override string Summary =>
        "Gives the sequence with other rows in place of those that the positions name: the first row at the first position, and "
        + "so on.";

    public override string Example => "scatter(zeros(10, width), order, items)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("sequence", ArgumentKind.Sequence),
        new("positions", ArgumentKind.Indices),
        new("rows", ArgumentKind.Sequence),
    ];

    public override TaskValue? Bind(FunctionCall call)
    {
        (SequenceValue sequence, SequenceValue rows) = (call.Sequence(0), call.Sequence(2));
        return sequence.Width == rows.Width
            ? new Value(sequence, call.Sequence(1), rows, call.MarkOf(1))
            : call.Fail(2, $"'rows' of scatter must have the width of the sequence, {sequence.Width}, and have width {rows.Width}");
    }

    private sealed class Value(SequenceValue sequence, SequenceValue positions, SequenceValue rows, SourceMark mark)
        : SequenceValue(sequence.Width, sequence.Rows, sequence.Elements.Union(rows.Elements))
    {
        public override RowView Evaluate(EpisodeState state)
        {
            RowView source = sequence.Evaluate(state), at = positions.Evaluate(state), others = rows.Evaluate(state);
            if (at.Count != others.Count)
                throw new EpisodeException(mark, $"scatter has {at.Count} positions and {others.Count} rows");
            RowView result = Room(state, source.Count, each: 2);
            source.Span(Width).CopyTo(result.Data);
            for (int i = 0; i < at.Count; i++)
            {
                Real position = at.Data[at.Start + i];
                if (!(position >= 0 && position < source.Count))
                    throw new EpisodeException(
                        mark, $"a position of scatter is {position}, and the sequence has {source.Count} rows, counted from 0");
                others.Row(i, Width).CopyTo(result.Row((int)position, Width));
            }

            return result;
        }
    }
}
