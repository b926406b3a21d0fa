namespace NeuralMemory.Tasks;

/// <summary>Multiplication of long binary numbers: a task of the Chomsky-hierarchy study (Delétang et al. 2023).</summary>
internal sealed class MultiplyBinaryFunction : BinaryOperation
{
    public override string Name => "multiply_binary";

    public override string Summary =>
        "Gives the product of two binary numbers; numbers are rows of one bit, the lowest digit first. The product ends with its highest 1 "
        + "(and is one row of 0 when it is 0).";

    public override string Example => "multiply_binary(bits(length, 1), bits(3, 1))";

    protected override TaskValue Of(FunctionCall call, SequenceValue first, SequenceValue second) => new Value(first, second);

    private sealed class Value(SequenceValue first, SequenceValue second)
        : SequenceValue(1, ValueRange.Integers(1, Math.Max(1, first.Rows.High + second.Rows.High)), ValueRange.Integers(0, 1))
    {
        public override RowView Evaluate(EpisodeState state)
        {
            RowView a = first.Evaluate(state), b = second.Evaluate(state);
            state.Spend((long)a.Count * b.Count, Origin, a.Count + b.Count, "digits");
            RowView product = Room(state, Math.Max(1, (long)a.Count + b.Count));
            ReadOnlySpan<Real> x = a.Span(1), y = b.Span(1);
            Span<Real> digits = product.Span(1);
            long carry = 0;
            for (int k = 0; k < digits.Length; k++)
            {
                for (int i = Math.Max(0, k - y.Length + 1); i < x.Length && i <= k; i++)
                    carry += (int)x[i] & (int)y[k - i];
                digits[k] = carry & 1;
                carry >>= 1;
            }

            return BinaryDigits.Trim(product);
        }
    }
}
