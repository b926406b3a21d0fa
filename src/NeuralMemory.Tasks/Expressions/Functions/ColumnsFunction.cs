using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>Some columns of a sequence.</summary>
internal sealed class ColumnsFunction : TaskFunction
{
    public override string Name => "columns";

    public override string Summary => "Gives count columns from column start on; columns are counted from 0.";

    public override string Example => "columns(items, 0, 2)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("sequence", ArgumentKind.Sequence),
        new("start", ArgumentKind.Count),
        new("count", ArgumentKind.Width),
    ];

    public override TaskValue? Bind(FunctionCall call)
    {
        (SequenceValue sequence, IntegerArgument start, int count) = (call.Sequence(0), call.Integer(1), call.Width(2));
        return start.Range.Low + count > sequence.Width
            ? call.Fail(2, $"columns takes {count} from {start.Range} on, and the sequence has width {sequence.Width}, counted from 0")
            : new Value(sequence, start, count, call.MarkOf(1));
    }

    private sealed class Value(SequenceValue sequence, IntegerArgument start, int count, SourceMark mark)
        : SequenceValue(count, sequence.Rows, sequence.Elements)
    {
        public override RowView Evaluate(EpisodeState state)
        {
            RowView source = sequence.Evaluate(state), result = Room(state, source.Count);
            int first = start.Evaluate(state);
            if (first + (long)Width > sequence.Width)
                throw new EpisodeException(
                    mark, $"columns takes {Width} from {first} on, and the sequence has width {sequence.Width}, counted from 0");
            for (int i = 0; i < source.Count; i++)
                source.Row(i, sequence.Width).Slice(first, Width).CopyTo(result.Row(i, Width));
            return result;
        }
    }
}
