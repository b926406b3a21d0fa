using System.Globalization;

namespace NeuralMemory.Reproductions;

/// <summary>A quantity that an evaluation grid varies.</summary>
/// <param name="Name">A parameter of the task, or <c>slots</c>.</param>
/// <param name="Values">The values measured, in the order of the config.</param>
/// <param name="TrainedLow">The least value of training.</param>
/// <param name="TrainedHigh">The greatest value of training.</param>
public sealed record GridAxis(string Name, IReadOnlyList<GridValue> Values, double TrainedLow, double TrainedHigh)
{
    /// <summary>Whether training met the whole of a value.</summary>
    public bool IsTrained(GridValue value) => value.Low >= TrainedLow && value.High <= TrainedHigh;
}

/// <summary>A value of an axis: a number, or a range that every sequence draws from.</summary>
/// <param name="Low">The number, or the lowest.</param>
/// <param name="High">The number, or the highest.</param>
public readonly record struct GridValue(double Low, double High)
{
    /// <summary><c>20</c>, or <c>1-20</c>.</summary>
    public override string ToString() => Low == High
        ? Low.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Low}-{High}");
}
