namespace NeuralMemory.Tasks;

/// <summary>Rounding down.</summary>
internal sealed class FloorFunction : MapFunction
{
    public override string Name => "floor";

    public override string Summary => "Gives the largest integer that is not above the value; of a sequence, number by number.";

    public override string Example => "floor(length / 2)";

    protected override double Apply(double value) => Math.Floor(value);

    protected override ValueRange Bounds(ValueRange range) => ValueRange.Integers(Math.Floor(range.Low), Math.Floor(range.High));
}
