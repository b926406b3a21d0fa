using NeuralMemory.Autodiff;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>How long training takes, measured by a few steps that are really made.</summary>
/// <param name="SecondsPerStep">Wall-clock seconds of a step.</param>
/// <param name="SecondsPerEvaluation">Wall-clock seconds of an evaluation during training.</param>
public readonly record struct RunTiming(double SecondsPerStep, double SecondsPerEvaluation)
{
    private const int MostSteps = 50;

    /// <summary>Measures: the first step, which takes up memory, does not count.</summary>
    /// <param name="experiment">What would be trained; nothing of it is written.</param>
    /// <param name="time">The clock.</param>
    /// <param name="budget">After how long no further step is made; at least one is measured.</param>
    /// <param name="engines">The engines that there are; null for the native one alone.</param>
    /// <exception cref="InvalidInputException">The task could not make one of the episodes.</exception>
    /// <exception cref="EngineException">There is no such engine, or it failed.</exception>
    public static RunTiming Measure(Experiment experiment, TimeProvider time, TimeSpan budget, EngineCatalog? engines = null)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(time);
        using IEngine engine = (engines ?? EngineCatalog.Native).Create(experiment.Config.Training.Engine, experiment.Threads);
        using Trainer trainer = new(experiment, engine);
        trainer.Step(out _);
        long began = time.GetTimestamp();
        int steps = 0;
        do
        {
            trainer.Step(out _);
            steps++;
        }
        while (steps < MostSteps && time.GetElapsedTime(began) < budget);
        double perStep = time.GetElapsedTime(began).TotalSeconds / steps;
        began = time.GetTimestamp();
        trainer.Evaluate(experiment.Evaluation, CancellationToken.None);
        return new(perStep, time.GetElapsedTime(began).TotalSeconds);
    }

    /// <summary>The time of a run that makes all its steps; that of a grid is not known before it is measured, and left out.</summary>
    public TimeSpan Of(TrainingConfig training, long? evaluateEvery)
    {
        ArgumentNullException.ThrowIfNull(training);
        double evaluations = 1 + (evaluateEvery is { } every ? Math.Floor((double)training.TotalSteps / every) : 0);
        double seconds = training.TotalSteps * SecondsPerStep + evaluations * SecondsPerEvaluation;
        return TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.FromDays(36500).TotalSeconds));
    }
}
