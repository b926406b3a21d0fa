using System.Globalization;
using NeuralMemory.Machines;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>A run whose weights another one begins with.</summary>
/// <param name="Directory">The run's folder. It may be training.</param>
public sealed record WarmStart(string Directory)
{
    private const string BestWord = "best";

    /// <summary>The checkpoint's step; null for the latest.</summary>
    public long? Step { get; init; }

    /// <summary>Whether the best checkpoint is taken; <see cref="Step"/> then does not count.</summary>
    public bool Best { get; init; }

    /// <summary>Whether the state of the optimizer is taken, too.</summary>
    public bool WithOptimizer { get; init; }

    /// <summary>What is written on a command line: <c>RUN</c>, <c>RUN@STEP</c> or <c>RUN@best</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The run; null where what stands behind the <c>@</c> is neither a step nor the word.</returns>
    public static WarmStart? Parse(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        int at = text.LastIndexOf('@');
        // A folder's name may have one of its own.
        if (at <= 0 || RunDirectory.IsRun(text))
            return new(text);
        string run = text[..at], which = text[(at + 1)..];
        if (which == BestWord)
            return new(run) { Best = true };
        return long.TryParse(which, NumberStyles.None, CultureInfo.InvariantCulture, out long step) ? new(run) { Step = step } : null;
    }

    /// <summary>Says what a run of an experiment would begin with, or refuses as <see cref="Run.Start"/> would.</summary>
    /// <exception cref="RunException">There is no such run or checkpoint, it is damaged, or the system refused.</exception>
    /// <exception cref="InvalidInputException">The weights do not fit; names every tensor.</exception>
    public RunOrigin Check(Experiment experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        using IMachine machine = experiment.BuildMachine();
        using Autodiff.IOptimizer optimizer = experiment.Config.Training.Optimizer.Method.Build(machine.Parameters.Length);
        return Load(experiment).GiveTo(machine, optimizer);
    }

    /// <summary>Reads the weights, on their way into an experiment.</summary>
    /// <exception cref="RunException">There is no such run or checkpoint, it is damaged, or the system refused.</exception>
    /// <exception cref="InvalidInputException">The other run's config is wrong.</exception>
    internal WarmWeights Load(Experiment experiment)
    {
        using RunDirectory run = RunDirectory.Open(Directory);
        Experiment there = StoredExperiment.Read(run, [], anyChange: true);
        Checkpoint checkpoint = CheckpointCodec.Load(run, Step, Best);
        CheckpointCodec.ExpectFinite(checkpoint);
        return new(experiment, there, checkpoint, run.Path, WithOptimizer, SourceMark.WholeFile($"--from {this}"));
    }

    /// <summary>
    /// Whether a run that began with these weights may have been told this: the latest checkpoint, and the best, were others then, perhaps.
    /// </summary>
    /// <param name="origin">What a run began with.</param>
    public bool IsOrigin(RunOrigin origin)
    {
        ArgumentNullException.ThrowIfNull(origin);
        return FullPath(origin.Run) == FullPath(Directory) && origin.WithOptimizer == WithOptimizer
            && (Best || Step is null || Step == origin.Step);
    }

    /// <inheritdoc/>
    public override string ToString() => Best ? $"{Directory}@{BestWord}" : Step is { } step ? $"{Directory}@{step}" : Directory;

    private static string FullPath(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
}
