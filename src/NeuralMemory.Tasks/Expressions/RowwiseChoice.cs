using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>
/// One of two values at each place, as a condition says that stands there. Rows and widths go together as in <see cref="Elementwise"/>.
/// </summary>
internal sealed class RowwiseChoice : SequenceValue
{
    private readonly Elementwise.Operand _condition, _first, _second;
    private readonly SourceMark _mark;

    private RowwiseChoice(SequenceValue condition, TaskValue first, TaskValue second, int width, ValueRange rows, SourceMark mark)
        : base(width, rows, Elementwise.Elements(first).Union(Elementwise.Elements(second)))
    {
        (_condition, _first, _second) = (new(condition, width), new(first, width), new(second, width));
        _mark = mark;
    }

    /// <summary>The choice, or null when a problem was reported.</summary>
    public static RowwiseChoice? Bind(FunctionCall call, SequenceValue condition, TaskValue first, TaskValue second)
    {
        SequenceValue?[] sides = [condition, first as SequenceValue, second as SequenceValue];
        for (int left = 0; left < sides.Length; left++)
            for (int right = left + 1; right < sides.Length; right++)
                if (Elementwise.Problem(sides[left], sides[right], NameOf(left), NameOf(right)) is { } problem)
                {
                    call.Fail(right, $"'if' works row by row: {problem}");
                    return null;
                }

        // What goes with any number of rows says nothing of how many there are.
        ValueRange rows = sides.Aggregate(condition.Rows, (known, side) => side is null || side.IsRow ? known
            : known is { Low: 1, High: 1 } ? side.Rows
            : new(Math.Max(known.Low, side.Rows.Low), Math.Min(known.High, side.Rows.High), true));
        int width = sides.Max(side => side?.Width ?? 1);
        return new(condition, first, second, width, rows, call.Mark);
    }

    /// <inheritdoc/>
    public override RowView Evaluate(EpisodeState state)
    {
        (int condition, int first, int second) = (_condition.Load(state), _first.Load(state), _second.Load(state));
        int count = Math.Max(condition, Math.Max(first, second));
        if (Differs(condition, count) || Differs(first, count) || Differs(second, count))
            throw new EpisodeException(_mark, $"'if' has {Text(condition)} in its condition, {Text(first)} in its first value and "
                + $"{Text(second)} in its second");
        RowView result = Room(state, count < 0 ? 1 : count, each: 3);
        Span<Real> values = result.Span(Width);
        for (int i = 0, at = 0; i < result.Count; i++)
            for (int j = 0; j < Width; j++, at++)
                values[at] = (Real)(_condition.At(i, j) != 0 ? _first : _second).At(i, j);
        return result;
    }

    private static bool Differs(int rows, int count) => rows >= 0 && rows != count;

    private static string Text(int rows) => rows < 0 ? "what goes with any number of rows" : rows == 1 ? "1 row" : $"{rows} rows";

    private static string NameOf(int side) => side switch { 0 => "the condition", 1 => "the first value", _ => "the second value" };
}
