using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>The digits of integers, a column for each: what <c>digits</c> and <c>binary</c> have in common.</summary>
internal sealed class DigitsOf : SequenceValue
{
    private readonly SequenceValue _sequence;
    private readonly int _count, _radix;
    private readonly bool _highestFirst;
    private readonly string _function;
    private readonly SourceMark _mark;

    private DigitsOf(SequenceValue sequence, int count, int radix, bool highestFirst, string function, SourceMark mark)
        : base(sequence.Width * count, sequence.Rows, ValueRange.Integers(0, radix - 1))
    {
        (_sequence, _count, _radix, _highestFirst, _function, _mark) = (sequence, count, radix, highestFirst, function, mark);
    }

    /// <summary>The value of a call, or null when a problem was reported.</summary>
    public static TaskValue? Bind(FunctionCall call, string function, SequenceValue sequence, int count, int radix, bool highestFirst)
    {
        long width = (long)sequence.Width * count;
        return !sequence.Elements.IsInteger ? call.Fail(0, $"'sequence' of {function} must hold integers, and can hold fractions")
            : sequence.Elements.High < 0 || sequence.Elements.Low >= Math.Pow(radix, count)
                ? call.Fail(0, $"{Reason(function, count, radix)}, and the sequence holds {sequence.Elements}")
            : width > TaskLimits.Width ? call.Fail(1, $"{function} gives rows {width} wide; at most {TaskLimits.Width} is possible")
            : new DigitsOf(sequence, count, radix, highestFirst, function, call.MarkOf(0));
    }

    /// <inheritdoc/>
    public override RowView Evaluate(EpisodeState state)
    {
        RowView source = _sequence.Evaluate(state), result = Room(state, source.Count);
        Span<Real> digits = result.Span(Width);
        ReadOnlySpan<Real> integers = source.Span(_sequence.Width);
        for (int i = 0; i < integers.Length; i++)
            Write((double)integers[i], digits.Slice(i * _count, _count));
        return result;
    }

    private static string Reason(string function, int count, int radix) =>
        $"{function} writes integers of at least 0 with {(count == 1 ? "1 digit" : $"{count} digits")} of base {radix}";

    private void Write(double integer, Span<Real> digits)
    {
        // Exact: whole numbers of this size are, in double precision.
        double rest = integer;
        for (int i = 0; i < digits.Length; i++)
        {
            double quotient = Math.Floor(rest / _radix);
            digits[_highestFirst ? digits.Length - 1 - i : i] = (Real)(rest - quotient * _radix);
            rest = quotient;
        }

        if (rest != 0)
            throw new EpisodeException(_mark, $"{Reason(_function, _count, _radix)}, and this is {integer}");
    }
}
