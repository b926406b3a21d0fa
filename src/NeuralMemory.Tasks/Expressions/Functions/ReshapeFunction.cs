using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>The same numbers in rows of another width.</summary>
internal sealed class ReshapeFunction : TaskFunction
{
    public override string Name => "reshape";

    public override string Summary => "Gives the numbers of a sequence, read row by row, in rows of another width.";

    public override string Example => "reshape(items, 4)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("sequence", ArgumentKind.Sequence),
        new("width", ArgumentKind.Width),
    ];

    public override TaskValue Bind(FunctionCall call) => new Value(call.Sequence(0), call.Width(1), call.MarkOf(1));

    private sealed class Value(SequenceValue sequence, int width, SourceMark mark)
        : SequenceValue(width, RowsOf(sequence, width), sequence.Elements)
    {
        public override RowView Evaluate(EpisodeState state)
        {
            RowView source = sequence.Evaluate(state);
            long values = (long)source.Count * sequence.Width;
            return values % Width == 0
                ? new(source.Data, source.Start, (int)(values / Width))
                : throw new EpisodeException(mark, $"reshape has {values} numbers, which do not fill rows of width {Width}");
        }

        private static ValueRange RowsOf(SequenceValue sequence, int width) => ValueRange.Integers(
            Math.Ceiling(sequence.Rows.Low * sequence.Width / width), Math.Floor(sequence.Rows.High * sequence.Width / width));
    }
}
