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

    /// <summary>
    /// The SHA-256 that the file of weights is to have, in lower-case hexadecimal digits; null for any. Other weights are refused.
    /// </summary>
    public string? WeightsSha256 { get; init; }

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

    /// <summary>
    /// The same weights, whatever becomes of the run: its folder in full, the checkpoint by its step, and the hash of its weights.
    /// </summary>
    /// <exception cref="RunException">There is no such run or checkpoint, it is damaged, or the system refused.</exception>
    public WarmStart Pin()
    {
        using RunDirectory run = RunDirectory.Open(Directory);
        Checkpoint checkpoint = LoadCheckpoint(run);
        return this with
        {
            Directory = Path.GetFullPath(Directory),
            Best = false,
            Step = checkpoint.Step,
            WeightsSha256 = checkpoint.WeightsHash,
        };
    }

    /// <summary>Says what a run of an experiment would begin with, or refuses as <see cref="Run.Start"/> would.</summary>
    /// <exception cref="RunException">There is no such run or checkpoint, it is damaged, or the system refused.</exception>
    /// <exception cref="InvalidInputException">The weights do not fit; names every tensor.</exception>
    public RunOrigin Check(Experiment experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        using IMachine machine = experiment.BuildMachine();
        using Autodiff.IOptimizer optimizer = experiment.Config.Training.Optimizer.Method.Build(machine.Parameters);
        return Load(experiment).GiveTo(machine, optimizer);
    }

    /// <summary>Reads the weights, on their way into an experiment.</summary>
    /// <exception cref="RunException">There is no such run or checkpoint, it is damaged, or the system refused.</exception>
    /// <exception cref="InvalidInputException">The other run's config is wrong.</exception>
    internal WarmWeights Load(Experiment experiment)
    {
        using RunDirectory run = RunDirectory.Open(Directory);
        Experiment there = StoredExperiment.Read(run, [], anyChange: true);
        Checkpoint checkpoint = LoadCheckpoint(run);
        CheckpointCodec.ExpectFinite(checkpoint);
        return new(experiment, there, checkpoint, run.Path, WithOptimizer, SourceMark.WholeFile($"--from {this}"));
    }

    private Checkpoint LoadCheckpoint(RunDirectory run)
    {
        Checkpoint checkpoint = CheckpointCodec.Load(run, Step, Best);
        return WeightsSha256 is null || checkpoint.WeightsHash == WeightsSha256 ? checkpoint : throw new RunException(RunProblem.Exists,
            $"the weights of '{this}' are others than they were: the run was trained anew; name another folder by --out");
    }

    /// <inheritdoc/>
    public override string ToString() => Best ? $"{Directory}@{BestWord}" : Step is { } step ? $"{Directory}@{step}" : Directory;
}
