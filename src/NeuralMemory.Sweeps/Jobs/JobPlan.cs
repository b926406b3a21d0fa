using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Sweeps;

/// <summary>What is to be done about a job, as its folder looks now.</summary>
public sealed record JobPlan
{
    private const int MostDifferences = 3;

    /// <summary>The job.</summary>
    public required Job Job { get; init; }

    /// <summary>What is to be done.</summary>
    public required JobAction Action { get; init; }

    /// <summary>Why, in a sentence; null where the action says it.</summary>
    public string? Reason { get; init; }

    /// <summary>Training steps made already.</summary>
    public long Step { get; init; }

    /// <summary>Changes of the config with which a run goes on.</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];

    /// <summary>The folder of the run.</summary>
    public string Directory => Job.Directory;

    /// <summary>Whether there is something to compute.</summary>
    public bool IsWork => Action is JobAction.Begin or JobAction.BeginAnew or JobAction.Resume;

    /// <summary>Looks at what is on disk.</summary>
    /// <param name="job">The job.</param>
    /// <param name="force">Whether a run of another experiment, or one that diverged, is moved aside.</param>
    /// <exception cref="InvalidInputException">The config is wrong.</exception>
    public static JobPlan Of(Job job, bool force = false) => Of(job, force, isClaimed: false);

    /// <summary>Looks at what is on disk.</summary>
    /// <param name="job">The job.</param>
    /// <param name="force">Whether a run of another experiment, or one that diverged, is moved aside.</param>
    /// <param name="isClaimed">Whether the run's lock is this process's own, and says nothing.</param>
    internal static JobPlan Of(Job job, bool force, bool isClaimed)
    {
        ArgumentNullException.ThrowIfNull(job);
        Experiment wanted = job.Load();
        JobPlan plan = new() { Job = job, Action = JobAction.Begin };
        if (!RunDirectory.IsRun(plan.Directory))
            return plan;
        RunSummary summary = RunLister.Summarize(plan.Directory);
        if (summary.InUse && !isClaimed)
            return plan with { Action = JobAction.InUse, Reason = "another process is at it" };
        plan = plan.Compare(wanted, summary);
        return force && plan.Action is (JobAction.Refuse or JobAction.Diverged)
            ? plan with { Action = JobAction.BeginAnew }
            : plan;
    }

    private JobPlan Compare(Experiment wanted, RunSummary summary)
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
        if (OtherOrigin() is { } origin)
            return Refuse(origin);
        long total = wanted.Config.Training.TotalSteps;
        bool isDone = status.State == RunState.Done;
        bool metItsRule = isDone && status.Step < stored!.Config.Training.TotalSteps;
        if (status.Step > total)
            return Refuse(FormattableString.Invariant($"it has made {status.Step} steps, and the config now has {total}"));
        JobPlan plan = this with { Step = status.Step, Reason = status.Reason };
        if (status.State == RunState.Diverged)
            return plan with { Action = JobAction.Diverged };
        bool isComplete = isDone && (metItsRule || status.Step == total) && IsMeasured(wanted, status.Step);
        return isComplete
            ? plan with { Action = JobAction.Skip }
            : plan with
            {
                Action = JobAction.Resume,
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

    /// <summary>Why the run did not begin as the job would; null where it did.</summary>
    private string? OtherOrigin()
    {
        try
        {
            using RunDirectory run = RunDirectory.Open(Directory);
            return (run.ReadOrigin(), Job.From) switch
            {
                (null, null) => null,
                (null, { } wanted) => $"it began with weights of its own, not with those of '{wanted}'",
                ({ } had, null) => FormattableString.Invariant(
                    $"it began with the weights of '{had.Run}', step {had.Step}; name them by --from"),
                ({ } had, { } wanted) => wanted.IsOrigin(had) ? null : FormattableString.Invariant(
                    $"it began with the weights of '{had.Run}', step {had.Step}, ")
                    + $"{(had.WithOptimizer ? "with" : "without")} its optimizer, and '--from {wanted}' asks for others",
            };
        }
        catch (RunException exception)
        {
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

    private JobPlan Refuse(string reason) => this with { Action = JobAction.Refuse, Reason = reason };
}
