namespace NeuralMemory.Tasks;

/// <summary>A number that is the same in every episode.</summary>
internal sealed class ConstantNumber(double value) : NumberValue(ValueRange.Of(value))
{
    public override double Evaluate(EpisodeState state) => Range.Low;
}

/// <summary>A number computed before: a parameter, variable, drawn number or loop index.</summary>
internal sealed class StoredNumber(ValueRange range, int slot) : NumberValue(range)
{
    public override double Evaluate(EpisodeState state) => state.Numbers[slot];
}

/// <summary>A sequence computed before: a variable or draw.</summary>
internal sealed class StoredSequence(SequenceValue source, int slot) : SequenceValue(source.Width, source.Rows, source.Elements)
{
    public override RowView Evaluate(EpisodeState state) => state.Sequences[slot];
}

/// <summary>The sum of two numbers.</summary>
internal sealed class SumNumber(NumberValue left, NumberValue right) : NumberValue(left.Range + right.Range)
{
    public override double Evaluate(EpisodeState state) => left.Evaluate(state) + right.Evaluate(state);
}

/// <summary>The difference of two numbers.</summary>
internal sealed class DifferenceNumber(NumberValue left, NumberValue right) : NumberValue(left.Range - right.Range)
{
    public override double Evaluate(EpisodeState state) => left.Evaluate(state) - right.Evaluate(state);
}

/// <summary>The product of two numbers.</summary>
internal sealed class ProductNumber(NumberValue left, NumberValue right) : NumberValue(left.Range * right.Range)
{
    public override double Evaluate(EpisodeState state) => left.Evaluate(state) * right.Evaluate(state);
}

/// <summary>The quotient of two numbers.</summary>
internal sealed class QuotientNumber(NumberValue left, NumberValue right, SourceMark mark) : NumberValue(left.Range / right.Range)
{
    public override double Evaluate(EpisodeState state)
    {
        double dividend = left.Evaluate(state), divisor = right.Evaluate(state);
        return divisor == 0 ? throw new EpisodeException(mark, "a division by 0") : dividend / divisor;
    }
}

/// <summary>The remainder of a division, with the divisor's sign: -1 % 3 is 2.</summary>
internal sealed class RemainderNumber(NumberValue left, NumberValue right, SourceMark mark)
    : NumberValue(RangeOf(left.Range, right.Range))
{
    public override double Evaluate(EpisodeState state)
    {
        double dividend = left.Evaluate(state), divisor = right.Evaluate(state);
        return divisor == 0 ? throw new EpisodeException(mark, "a division by 0") : dividend - divisor * Math.Floor(dividend / divisor);
    }

    private static ValueRange RangeOf(ValueRange left, ValueRange right)
    {
        bool whole = left.IsInteger && right.IsInteger;
        return left.IsFixed && right.IsFixed && right.Low != 0
            ? ValueRange.Of(left.Low - right.Low * Math.Floor(left.Low / right.Low))
            : new(Math.Min(0, right.Low), Math.Max(0, right.High) - (whole && right.High > 0 ? 1 : 0), whole);
    }
}
