namespace NeuralMemory.Tasks;

/// <summary>A phase or loop that happens on a condition.</summary>
/// <param name="condition">Not 0 where it happens.</param>
/// <param name="step">What happens.</param>
internal sealed class WhenStep(NumberValue condition, EpisodeStep step) : EpisodeStep(LengthOf(condition.Range, step.Length))
{
    public override void Write(EpisodeState state, EpisodeStage stage)
    {
        if (condition.Evaluate(state) != 0)
            step.Write(state, stage);
    }

    private static ValueRange LengthOf(ValueRange condition, ValueRange length) =>
        condition is { Low: 0, High: 0 } ? ValueRange.Of(0)
        : condition.Low > 0 || condition.High < 0 ? length
        : length.Union(ValueRange.Of(0));
}
