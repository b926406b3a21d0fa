namespace NeuralMemory.Tasks;

/// <summary>Sizes without signs.</summary>
internal sealed class AbsFunction : MapFunction
{
    public override string Name => "abs";

    public override string Summary => "Gives the value without its sign; of a sequence, number by number.";

    public override string Example => "abs(length - 5)";

    protected override double Apply(double value) => Math.Abs(value);

    protected override ValueRange Bounds(ValueRange range)
    {
        double low = Math.Abs(range.Low), high = Math.Abs(range.High);
        return new(range is { Low: <= 0, High: >= 0 } ? 0 : Math.Min(low, high), Math.Max(low, high), range.IsInteger);
    }
}
