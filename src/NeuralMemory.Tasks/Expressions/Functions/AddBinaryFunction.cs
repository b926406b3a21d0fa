namespace NeuralMemory.Tasks;

/// <summary>Addition of long binary numbers: a task of the Chomsky-hierarchy study (Delétang et al. 2023).</summary>
internal sealed class AddBinaryFunction : BinaryOperation
{
    public override string Name => "add_binary";

    public override string Summary =>
        "Gives the sum of two binary numbers; numbers are rows of one bit, the lowest digit first. The sum ends with its highest 1 (and is "
        + "one row of 0 when it is 0).";

    public override string Example => "add_binary(bits(length, 1), bits(3, 1))";

    protected override TaskValue Of(FunctionCall call, SequenceValue first, SequenceValue second) => new Value(first, second);

    private sealed class Value(SequenceValue first, SequenceValue second)
        : SequenceValue(1, ValueRange.Integers(1, Math.Max(first.Rows.High, second.Rows.High) + 1), ValueRange.Integers(0, 1))
    {
        public override RowView Evaluate(EpisodeState state)
        {
            RowView a = first.Evaluate(state), b = second.Evaluate(state);
            RowView sum = Room(state, Math.Max(a.Count, b.Count) + 1L);
            Span<Real> digits = sum.Span(1);
            int carry = 0;
            for (int i = 0; i < digits.Length; i++)
            {
                int digit = carry + Digit(a, i) + Digit(b, i);
                digits[i] = digit & 1;
                carry = digit >> 1;
            }

            return BinaryDigits.Trim(sum);
        }

        private static int Digit(RowView number, int index) => index < number.Count ? (int)number.Data[number.Start + index] : 0;
    }
}
