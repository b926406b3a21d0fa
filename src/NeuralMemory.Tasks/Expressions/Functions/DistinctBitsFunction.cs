using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>Random bit vectors without repetition.</summary>
internal sealed class DistinctBitsFunction : TaskFunction
{
    public override string Name => "distinct_bits";

    public override string Summary => "Draws rows of fair bits, no two of them the same.";

    public override string Example => "distinct_bits(length, 6)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("rows", ArgumentKind.Count),
        new("width", ArgumentKind.Width),
    ];

    public override bool IsRandom => true;

    // Up to this width the rows are numbers drawn without replacement. Beyond, there are at least twice as many vectors as a sequence can
    // have rows, so that drawing again what was there already ends soon.
    private const int WidestNumber = 21;

    public override TaskValue? Bind(FunctionCall call)
    {
        (IntegerArgument rows, int width) = (call.Integer(0), call.Width(1));
        return width > WidestNumber ? new Wide(rows, width)
            : rows.Range.Low > 1 << width
                ? call.Fail(0, $"distinct_bits draws {rows.Range} different rows, and of width {width} there are {1 << width}")
            : new Narrow(rows, width, call.MarkOf(0));
    }

    private sealed class Narrow(IntegerArgument rows, int width, SourceMark mark)
        : SequenceValue(width, rows.Range, ValueRange.Integers(0, 1))
    {
        private readonly PartialShuffle _shuffle = new();

        public override RowView Evaluate(EpisodeState state)
        {
            RowView result = Room(state, rows.Evaluate(state));
            if (result.Count > 1 << Width)
                throw new EpisodeException(
                    mark, $"distinct_bits draws {result.Count} different rows, and of width {Width} there are {1 << Width}");
            _shuffle.Begin(1 << Width);
            for (int i = 0; i < result.Count; i++)
            {
                int number = _shuffle.Next(state.Random);
                foreach (ref Real bit in result.Row(i, Width))
                {
                    bit = number & 1;
                    number >>= 1;
                }
            }

            return result;
        }
    }

    private sealed class Wide(IntegerArgument rows, int width) : SequenceValue(width, rows.Range, ValueRange.Integers(0, 1))
    {
        private readonly RowSet _seen = new();

        public override RowView Evaluate(EpisodeState state)
        {
            RowView result = Room(state, rows.Evaluate(state), each: 8);
            _seen.Begin(result, Width);
            for (int i = 0; i < result.Count; i++)
                do
                    state.Random.FillBits(result.Row(i, Width));
                while (!_seen.Add(i));
            return result;
        }
    }
}
