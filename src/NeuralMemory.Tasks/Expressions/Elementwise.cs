using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>
/// Operations on numbers and sequences, element by element. Two sequences must have the same number of rows and the same width; one of
/// width 1 goes with any width, one that always has a single row with any number of rows, a number with everything.
/// </summary>
internal static class Elementwise
{
    /// <summary>The value of an operation on two values, or null when a problem was reported.</summary>
    public static TaskValue? Combine(Operation operation, TaskValue left, TaskValue right, SourceMark mark, Diagnostics diagnostics)
    {
        if (operation.Divides && Elements(right) is { Low: 0, High: 0 })
        {
            diagnostics.Add(mark, "a division by 0");
            return null;
        }

        var origin = new ValueOrigin(mark, $"'{operation.Name}'");
        if (left is ConstantNumber one && right is ConstantNumber other)
            return new ConstantNumber(operation.Apply(one.Range.Low, other.Range.Low));
        if (left is NumberValue first && right is NumberValue second)
            return new CombinedNumber(operation, first, second, mark) { Origin = origin };
        if (Problem(left as SequenceValue, right as SequenceValue) is { } problem)
        {
            diagnostics.Add(mark, $"'{operation.Name}' works row by row: {problem}");
            return null;
        }

        int width = Math.Max(Width(left), Width(right));
        ValueRange rows = Rows(left as SequenceValue, right as SequenceValue), range = operation.Bounds(Elements(left), Elements(right));
        return new CombinedSequence(operation, new(left, width), new(right, width), width, rows, range, mark) { Origin = origin };
    }

    /// <summary>Why two sides do not go together, or null.</summary>
    internal static string? Problem(
        SequenceValue? left, SequenceValue? right, string leftName = "the left", string rightName = "the right")
    {
        return (left, right) switch
        {
            (null, _) or (_, null) => null,
            _ when left.Width != right.Width && left.Width > 1 && right.Width > 1 =>
                $"{leftName} has width {left.Width}, and {rightName} {right.Width}",
            _ when !left.IsRow && !right.IsRow && (left.Rows.High < right.Rows.Low || right.Rows.High < left.Rows.Low) =>
                $"{leftName} has {left.Rows} rows, and {rightName} {right.Rows}",
            _ => null,
        };
    }

    private static ValueRange Rows(SequenceValue? left, SequenceValue? right) => (left, right) switch
    {
        (null, _) => right!.Rows,
        (_, null) => left.Rows,
        _ when left.IsRow => right.Rows,
        _ when right.IsRow => left.Rows,
        _ => new(Math.Max(left.Rows.Low, right.Rows.Low), Math.Min(left.Rows.High, right.Rows.High), true),
    };

    internal static int Width(TaskValue value) => value is SequenceValue sequence ? sequence.Width : 1;

    /// <summary>What stands in a value; in the precision of sequences, so that bounds hold for what is rounded.</summary>
    internal static ValueRange Elements(TaskValue value) => value is SequenceValue { Elements: var range }
        ? range with { Low = (Real)range.Low, High = (Real)range.High }
        : value.Elements;

    /// <summary>One side of an operation.</summary>
    internal sealed class Operand(TaskValue value, int width)
    {
        private readonly int _columnStep = Width(value) == width ? 1 : 0;
        private double _number;
        private RowView _rows;
        private int _rowStep;

        /// <summary>Computes the side; the number of its rows, or -1 when it goes with any number.</summary>
        public int Load(EpisodeState state)
        {
            if (value is NumberValue number)
            {
                _number = number.Evaluate(state);
                return -1;
            }

            var sequence = (SequenceValue)value;
            _rows = sequence.Evaluate(state);
            _rowStep = sequence.IsRow ? 0 : sequence.Width;
            return sequence.IsRow ? -1 : _rows.Count;
        }

        public double At(int row, int column) =>
            value is NumberValue ? _number : _rows.Data[_rows.Start + row * _rowStep + column * _columnStep];
    }

    private sealed class CombinedSequence(
        Operation operation, Operand left, Operand right, int width, ValueRange rows, ValueRange elements, SourceMark mark)
        : SequenceValue(width, rows, elements)
    {
        public override RowView Evaluate(EpisodeState state)
        {
            int first = left.Load(state), second = right.Load(state);
            if (first >= 0 && second >= 0 && first != second)
                throw new EpisodeException(mark, $"'{operation.Name}' has {first} rows on its left and {second} on its right");
            RowView result = Room(state, Math.Max(first, second) is var count && count < 0 ? 1 : count, each: 4);
            Span<Real> values = result.Span(Width);
            for (int i = 0, at = 0; i < result.Count; i++)
                for (int j = 0; j < Width; j++, at++)
                    values[at] = Compute(left.At(i, j), right.At(i, j));
            return result;
        }

        private Real Compute(double a, double b)
        {
            if (operation.Divides && b == 0)
                throw new EpisodeException(mark, "a division by 0");
            var result = (Real)operation.Apply(a, b);
            return Real.IsFinite(result) ? result : throw new EpisodeException(mark, $"'{operation.Name}' gives no finite number");
        }
    }
}
