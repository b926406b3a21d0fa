using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>Division of long binary numbers.</summary>
internal sealed class DivideBinaryFunction : BinaryOperation
{
    public override string Name => "divide_binary";

    public override string Summary =>
        "Gives the quotient of two binary numbers, rounded down; numbers are rows of one bit, the lowest digit first, and the second is "
        + "not 0. The quotient ends with its highest 1 (and is one row of 0 when it is 0).";

    public override string Example => "divide_binary(bits(length, 1), bits_of(3))";

    protected override TaskValue Of(FunctionCall call, SequenceValue first, SequenceValue second) =>
        new Value(first, second, call.MarkOf(1));

    private sealed class Value(SequenceValue first, SequenceValue second, SourceMark mark) : SequenceValue(
        1, ValueRange.Integers(1, Math.Max(1, first.Rows.High)), ValueRange.Integers(0, 1))
    {
        // What is left of the digits that came down, and the divisor, both with room for a digit more.
        private byte[] _rest = [], _divisor = [];

        public override RowView Evaluate(EpisodeState state)
        {
            RowView a = first.Evaluate(state), b = second.Evaluate(state);
            int size = b.Span(1).LastIndexOf((Real)1) + 1;
            if (size == 0)
                throw new EpisodeException(mark, "'second' of divide_binary is 0");
            state.Spend(2L * a.Count * size, Origin, a.Count + b.Count, "digits");
            RowView quotient = Room(state, Math.Max(1, a.Count));
            ReadOnlySpan<Real> number = a.Span(1), given = b.Span(1);
            Span<Real> digits = quotient.Span(1);
            digits.Clear();
            if (_rest.Length <= size)
                (_rest, _divisor) = (new byte[2 * size + 1], new byte[2 * size + 1]);
            Span<byte> rest = _rest.AsSpan(0, size + 1), divisor = _divisor.AsSpan(0, size + 1);
            rest.Clear();
            for (int i = 0; i < size; i++)
                divisor[i] = (byte)given[i];
            divisor[size] = 0;
            for (int place = number.Length - 1; place >= 0; place--)
            {
                rest[..^1].CopyTo(rest[1..]);
                rest[0] = (byte)number[place];
                if (!BinaryDigits.IsBelow(rest, divisor))
                {
                    BinaryDigits.Subtract(rest, divisor);
                    digits[place] = 1;
                }
            }

            return BinaryDigits.Trim(quotient);
        }
    }
}
