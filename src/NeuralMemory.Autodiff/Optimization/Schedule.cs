using System.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>The learning rate over a run, as plain data.</summary>
public abstract record Schedule
{
    /// <summary>The rate of the update after <paramref name="step"/> updates: 0 for the first one.</summary>
    public abstract double RateAt(long step);

    private protected static T Positive<T>(T value) where T : INumberBase<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
        return value;
    }

    private protected static T NotNegative<T>(T value) where T : INumber<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, T.Zero);
        return value;
    }
}

/// <summary>The same rate always.</summary>
public sealed record ConstantSchedule : Schedule
{
    /// <summary>The learning rate, above 0.</summary>
    public double Rate { get; init => field = Positive(value); } = 3e-4;

    /// <inheritdoc/>
    public override double RateAt(long step) => Rate;
}

/// <summary>
/// A linear climb to the first rate of another schedule, which begins when the climb ends. The first update already moves: its rate is
/// one step's share, and the last update of the climb has the full rate.
/// </summary>
public sealed record WarmUpSchedule : Schedule
{
    /// <summary>The updates of the climb, at least 0.</summary>
    public long Steps { get; init => field = NotNegative(value); } = 1000;

    /// <summary>What follows; its step 0 is the step after the climb.</summary>
    public Schedule Then { get; init; } = new ConstantSchedule();

    /// <inheritdoc/>
    public override double RateAt(long step) =>
        step < Steps ? Then.RateAt(0) * (step + 1) / Steps : Then.RateAt(step - Steps);
}

/// <summary>Half a cosine wave from one rate down to another, where it stays (Loshchilov and Hutter 2017, without restarts).</summary>
public sealed record CosineSchedule : Schedule
{
    /// <summary>The first rate, above 0.</summary>
    public double Rate { get; init => field = Positive(value); } = 3e-4;

    /// <summary>The last rate, at least 0.</summary>
    public double FinalRate { get; init => field = NotNegative(value); }

    /// <summary>After how many updates the last rate is reached, at least 1.</summary>
    public long Steps { get; init => field = Positive(value); } = 100_000;

    /// <inheritdoc/>
    public override double RateAt(long step) =>
        FinalRate + (Rate - FinalRate) * (1 + Math.Cos(Math.PI * Math.Min(step, Steps) / Steps)) / 2;
}

/// <summary>A rate that is multiplied by a factor every so many updates.</summary>
public sealed record StepSchedule : Schedule
{
    /// <summary>The first rate, above 0.</summary>
    public double Rate { get; init => field = Positive(value); } = 3e-4;

    /// <summary>What the rate is multiplied by, above 0.</summary>
    public double Factor { get; init => field = Positive(value); } = 0.5;

    /// <summary>The number of updates between two changes, at least 1.</summary>
    public long Every { get; init => field = Positive(value); } = 10_000;

    /// <inheritdoc/>
    public override double RateAt(long step) => Rate * Math.Pow(Factor, step / Every);
}
