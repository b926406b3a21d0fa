using NeuralMemory.Autodiff;

namespace NeuralMemory.Experiments;

/// <summary>How the learning rate changes over a run.</summary>
public abstract record ScheduleConfig
{
    /// <summary>Steps of a linear climb to the first rate, at least 0.</summary>
    public long WarmUp { get; init; }

    /// <summary>The kind's name in a config.</summary>
    public abstract string Kind { get; }

    /// <summary>The schedule with this first rate, its climb included.</summary>
    public Schedule Build(double rate) => WarmUp == 0 ? BuildMain(rate) : new WarmUpSchedule { Steps = WarmUp, Then = BuildMain(rate) };

    /// <summary>The schedule after the climb.</summary>
    private protected abstract Schedule BuildMain(double rate);
}

/// <summary>The same rate always.</summary>
public sealed record ConstantScheduleConfig : ScheduleConfig
{
    /// <inheritdoc/>
    public override string Kind => "constant";

    private protected override Schedule BuildMain(double rate) => new ConstantSchedule { Rate = rate };
}

/// <summary>Half a cosine wave down to a final rate.</summary>
public sealed record CosineScheduleConfig : ScheduleConfig
{
    /// <inheritdoc/>
    public override string Kind => "cosine";

    /// <summary>The last rate, at least 0.</summary>
    public double Final { get; init; }

    /// <summary>The steps of the descent, at least 1; null for all steps of training after the climb.</summary>
    public long? Steps { get; init; }

    private protected override Schedule BuildMain(double rate) => new CosineSchedule
    {
        Rate = rate,
        FinalRate = Final,
        Steps = Steps ?? throw new InvalidOperationException("the steps of a cosine schedule are set when its config is read"),
    };
}

/// <summary>A rate that is multiplied by a factor every so many steps.</summary>
public sealed record StepScheduleConfig : ScheduleConfig
{
    /// <inheritdoc/>
    public override string Kind => "step";

    /// <summary>The factor, above 0.</summary>
    public double Factor { get; init; } = 0.5;

    /// <summary>Steps between two changes, at least 1.</summary>
    public long Every { get; init; } = 10_000;

    private protected override Schedule BuildMain(double rate) => new StepSchedule { Rate = rate, Factor = Factor, Every = Every };
}
