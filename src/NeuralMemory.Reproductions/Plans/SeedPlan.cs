using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Reproductions;

/// <summary>What is to be done about a seed.</summary>
public enum SeedAction
{
    /// <summary>There is no run: begin one.</summary>
    Begin,

    /// <summary>There is a run that is not to be kept: move it aside and begin anew.</summary>
    BeginAnew,

    /// <summary>The run has not ended, or the config now asks for more: go on with it.</summary>
    Resume,

    /// <summary>All is there.</summary>
    Skip,

    /// <summary>The run diverged, and would do so again.</summary>
    Diverged,

    /// <summary>Another process is at it.</summary>
    InUse,

    /// <summary>The run is one of another experiment: nothing may be done without being told.</summary>
    Refuse,
}

/// <summary>What is to be done about a seed of a reproduction.</summary>
public sealed record SeedPlan
{
    private const int MostDifferences = 3;

    /// <summary>Of what it is a seed.</summary>
    public required Reproduction Reproduction { get; init; }

    /// <summary>The seed.</summary>
    public required long Seed { get; init; }

    /// <summary>What is to be done.</summary>
    public required SeedAction Action { get; init; }

    /// <summary>Why, in a sentence; null where the action says it.</summary>
    public string? Reason { get; init; }

    /// <summary>Training steps made already.</summary>
    public long Step { get; init; }

    /// <summary>Changes of the config with which a run goes on.</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];

    /// <summary>The folder of the run.</summary>
    public string Directory => Reproduction.RunOf(Seed);

    /// <summary>Whether there is something to compute.</summary>
    public bool IsWork => Action is SeedAction.Begin or SeedAction.BeginAnew or SeedAction.Resume;

    /// <summary>Looks at what is on disk.</summary>
    /// <param name="reproduction">The reproduction.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="force">Whether a run of another experiment, or one that diverged, is moved aside.</param>
    /// <exception cref="InvalidInputException">The config is wrong.</exception>
    public static SeedPlan Of(Reproduction reproduction, long seed, bool force = false)
    {
        ArgumentNullException.ThrowIfNull(reproduction);
        Experiment wanted = reproduction.Load(seed);
        SeedPlan plan = new() { Reproduction = reproduction, Seed = seed, Action = SeedAction.Begin };
        if (!RunDirectory.IsRun(plan.Directory))
            return plan;
        RunSummary summary = RunLister.Summarize(plan.Directory);
        if (summary.InUse)
            return plan with { Action = SeedAction.InUse, Reason = "another process is at it" };
        plan = plan.Compare(wanted, summary);
        return force && plan.Action is (SeedAction.Refuse or SeedAction.Diverged)
            ? plan with { Action = SeedAction.BeginAnew }
            : plan;
    }

    private SeedPlan Compare(Experiment wanted, RunSummary summary)
    {
        if (summary.Status is not { } status)
            return Refuse(summary.Problem ?? "its files are damaged");
        if (ReadStored(out Experiment? stored) is { } problem)
            return Refuse(problem);
        IReadOnlyList<ExperimentDifference> differences = ExperimentDifference.Find(stored!, wanted);
        if (differences.Where(difference => !difference.IsExtension).ToArray() is { Length: > 0 } others)
            return Refuse("it is a run of another experiment: "
                + string.Join("; ", others.Take(MostDifferences).Select(each => each.ToString()))
                + (others.Length > MostDifferences ? $"; and {others.Length - MostDifferences} more" : ""));
        long total = wanted.Config.Training.TotalSteps;
        bool isDone = status.State == RunState.Done;
        bool metItsRule = isDone && status.Step < stored!.Config.Training.TotalSteps;
        if (status.Step > total)
            return Refuse(FormattableString.Invariant($"it has made {status.Step} steps, and the config now has {total}"));
        SeedPlan plan = this with { Step = status.Step, Reason = status.Reason };
        if (status.State == RunState.Diverged)
            return plan with { Action = SeedAction.Diverged };
        bool isComplete = isDone && (metItsRule || status.Step == total) && IsMeasured(wanted, status.Step);
        return isComplete
            ? plan with { Action = SeedAction.Skip }
            : plan with
            {
                Action = SeedAction.Resume,
                Reason = isDone ? "it is done, but the config now asks for more" : plan.Reason,
                Overrides = Changes(differences, wanted, stored!),
            };
    }

    /// <summary>Why the run's experiment cannot be read; null when it was.</summary>
    private string? ReadStored(out Experiment? stored)
    {
        try
        {
            using RunDirectory run = RunDirectory.Open(Directory);
            stored = StoredExperiment.Read(run, [], anyChange: true);
            return null;
        }
        catch (InvalidInputException exception)
        {
            stored = null;
            return $"this version cannot read it: {exception.Diagnostics[0]}";
        }
        catch (RunException exception)
        {
            stored = null;
            return exception.Message;
        }
    }

    private bool IsMeasured(Experiment wanted, long step)
    {
        using RunDirectory run = RunDirectory.Open(Directory);
        HashSet<string> measured = [.. run.Evaluations.Read().Where(each => each.Step == step).Select(each => each.Name)];
        return wanted.Grid.Prepend(wanted.Evaluation).All(point => measured.Contains(point.Name));
    }

    private static IReadOnlyList<string> Changes(
        IReadOnlyList<ExperimentDifference> differences, Experiment wanted, Experiment stored)
    {
        YamlMapping root = (YamlMapping)ExperimentSchema.Root.Write(wanted.Config);
        List<string> keys = [.. differences.Select(each => each.Path is ExperimentDifference.Steps or ExperimentDifference.Sequences
            ? each.Path
            : ExperimentDifference.Grid).Distinct()];
        if (stored.Config.Training.Threads != wanted.Config.Training.Threads)
            keys.Add("training.threads");
        return [.. keys.Select(key => $"{key}={YamlText.Inline(root.At(key)!)}")];
    }

    private SeedPlan Refuse(string reason) => this with { Action = SeedAction.Refuse, Reason = reason };
}
