using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>Division of long binary numbers.</summary>
internal sealed class DivideBinaryFunction : TaskFunction
{
    public override string Name => "divide_binary";

    public override string Summary =>
        "Gives the quotient of two binary numbers, rounded down; numbers are rows of one bit, the lowest digit first, and the second is "
        + "not 0. The quotient ends with its highest 1 (and is one row of 0 when it is 0).";

    public override string Example => "divide_binary(bits(length, 1), bits_of(3))";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("first", ArgumentKind.Column),
        new("second", ArgumentKind.Column),
    ];

    public override TaskValue? Bind(FunctionCall call)
    {
        TaskValue? result = new Value(call.Sequence(0), call.Sequence(1), call.MarkOf(1));
        for (int i = 0; i < 2; i++)
            if (!call.Sequence(i).HoldsBits)
                result = call.Fail(i, $"'{Arguments[i].Name}' of divide_binary must be bits, and this is in {call.Sequence(i).Elements}");
        return result;
    }

    private sealed class Value(SequenceValue first, SequenceValue second, SourceMark mark) : SequenceValue(
        1, ValueRange.Integers(1, Math.Max(1, first.Rows.High)), ValueRange.Integers(0, 1))
    {
        // What is left of the digits that came down, the lowest first.
        private byte[] _rest = [];

        public override RowView Evaluate(EpisodeState state)
        {
            RowView a = first.Evaluate(state), b = second.Evaluate(state);
            int size = b.Span(1).LastIndexOf((Real)1) + 1;
            if (size == 0)
                throw new EpisodeException(mark, "'second' of divide_binary is 0");
            state.Spend(2L * a.Count * size, Origin, a.Count + b.Count, "digits");
            RowView quotient = Room(state, Math.Max(1, a.Count));
            ReadOnlySpan<Real> number = a.Span(1), divisor = b.Span(1)[..size];
            Span<Real> digits = quotient.Span(1);
            digits.Clear();
            if (_rest.Length <= size)
                _rest = new byte[2 * size + 1];
            Span<byte> rest = _rest.AsSpan(0, size + 1);
            rest.Clear();
            for (int place = number.Length - 1; place >= 0; place--)
            {
                rest[..^1].CopyTo(rest[1..]);
                rest[0] = (byte)number[place];
                if (!IsBelow(rest, divisor))
                {
                    Subtract(rest, divisor);
                    digits[place] = 1;
                }
            }

            return quotient with { Count = Math.Max(1, digits.LastIndexOf((Real)1) + 1) };
        }

        private static bool IsBelow(ReadOnlySpan<byte> rest, ReadOnlySpan<Real> divisor)
        {
            if (rest[^1] != 0)
                return false;
            for (int i = divisor.Length - 1; i >= 0; i--)
                if (rest[i] != (int)divisor[i])
                    return rest[i] < (int)divisor[i];
            return false;
        }

        private static void Subtract(Span<byte> rest, ReadOnlySpan<Real> divisor)
        {
            int borrow = 0;
            for (int i = 0; i < rest.Length; i++)
            {
                int digit = rest[i] - (i < divisor.Length ? (int)divisor[i] : 0) - borrow;
                borrow = digit < 0 ? 1 : 0;
                rest[i] = (byte)(digit & 1);
            }
        }
    }
}
