using NeuralMemory.Yaml;

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

/// <summary>A sequence computed before: a variable or draw, or the row that a loop has come to.</summary>
internal sealed class StoredSequence(int width, ValueRange rows, ValueRange elements, int slot) : SequenceValue(width, rows, elements)
{
    public override RowView Evaluate(EpisodeState state) => state.Sequences[slot];
}

/// <summary>What an operation makes of two numbers.</summary>
internal sealed class CombinedNumber(Operation operation, NumberValue left, NumberValue right, SourceMark mark)
    : NumberValue(operation.Bounds(left.Range, right.Range))
{
    public override double Evaluate(EpisodeState state)
    {
        state.Spend(4, Origin, 1, "computation");
        double first = left.Evaluate(state);
        if (operation.IsSettledBy?.Invoke(first) == true)
            return operation.Apply(first, first);
        double second = right.Evaluate(state);
        return operation.Divides && second == 0 ? throw new EpisodeException(mark, "a division by 0") : operation.Apply(first, second);
    }
}
