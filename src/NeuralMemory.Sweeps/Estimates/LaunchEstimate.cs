using NeuralMemory.Autodiff;
using NeuralMemory.Experiments;
using NeuralMemory.Yaml;

namespace NeuralMemory.Sweeps;

/// <summary>What time and memory some jobs would take on this machine: an estimate.</summary>
public sealed record LaunchEstimate
{
    private static readonly TimeSpan StepBudget = TimeSpan.FromSeconds(0.3), MeasureBudget = TimeSpan.FromSeconds(20),
        MemoryBudget = TimeSpan.FromSeconds(5);

    /// <summary>How many jobs there is work to do for.</summary>
    public required int Jobs { get; init; }

    /// <summary>The time of all of them one after the other, if each makes all its steps; a stop rule ends it earlier.</summary>
    public required TimeSpan Serial { get; init; }

    /// <summary>The time until the last one ends, with so many side by side as were asked for.</summary>
    public required TimeSpan Total { get; init; }

    /// <summary>
    /// The memory of those that run side by side and take most, in bytes; null where an engine takes its memory by rules of its own.
    /// </summary>
    public required long? Memory { get; init; }

    /// <summary>For how many jobs the time follows from runs of the same kind that are done.</summary>
    public required int FromRuns { get; init; }

    /// <summary>For how many jobs the time follows from a few steps that were made now.</summary>
    public required int FromSteps { get; init; }

    /// <summary>Estimates.</summary>
    /// <param name="plans">What would be done.</param>
    /// <param name="sideBySide">How many jobs at a time.</param>
    /// <param name="time">The clock.</param>
    /// <param name="engines">The engines that there are; null for the native one alone.</param>
    public static LaunchEstimate Of(IReadOnlyList<JobPlan> plans, int sideBySide, TimeProvider time, EngineCatalog? engines = null)
    {
        ArgumentNullException.ThrowIfNull(plans);
        ArgumentNullException.ThrowIfNull(time);
        (JobPlan Plan, Experiment Experiment, string Key)[] all = [.. plans.Select(plan =>
        {
            Experiment experiment = plan.Job.Load();
            return (plan, experiment, CostKey.Of(experiment));
        })];
        Dictionary<string, double> stepOfRuns = OfRuns([.. all.Where(each => each.Plan.Action == JobAction.Skip)
            .Select(each => (each.Plan.Job, each.Key))]);
        (JobPlan Plan, Experiment Experiment, string Key)[] work = [.. all.Where(each => each.Plan.IsWork)];
        Dictionary<string, RunTiming> measured = [];
        Dictionary<string, long?> memories = [];
        long began = time.GetTimestamp();
        foreach (var (_, experiment, key) in work.DistinctBy(each => each.Key))
        {
            if (measured.Count > 0 && time.GetElapsedTime(began) > MeasureBudget)
                break;
            if (!stepOfRuns.ContainsKey(key))
                measured.Add(key, RunTiming.Measure(experiment, time, StepBudget, engines));
            memories.Add(key, DryRun.Of(experiment, engines).Memory?.Total);
        }

        double[] known = [.. work.Select(each => Seconds(each.Plan, each.Experiment, each.Key)).OfType<double>()];
        double usual = known.Length == 0 ? 0 : known.Average();
        double[] seconds = [.. work.Select(each => Seconds(each.Plan, each.Experiment, each.Key) ?? usual)];
        return new()
        {
            Jobs = work.Length,
            Serial = TimeSpan.FromSeconds(seconds.Sum()),
            Total = TimeSpan.FromSeconds(SideBySide(seconds, sideBySide)),
            Memory = MemoryOf([.. work.Select(each => each.Key)], memories, sideBySide),
            FromRuns = work.Count(each => stepOfRuns.ContainsKey(each.Key)),
            FromSteps = work.Count(each => measured.ContainsKey(each.Key)),
        };

        double? Seconds(JobPlan plan, Experiment experiment, string key)
        {
            TrainingConfig training = experiment.Config.Training;
            double share = Math.Max(0, 1 - (double)plan.Step / training.TotalSteps);
            return stepOfRuns.TryGetValue(key, out double perStep) ? share * perStep * training.TotalSteps
                : measured.TryGetValue(key, out RunTiming timing)
                    ? share * timing.Of(training, experiment.Config.Evaluation.Every).TotalSeconds
                : null;
        }
    }

    /// <summary>What the jobs take together that run side by side in this process, in bytes; null where nobody can say.</summary>
    /// <param name="plans">What would be done.</param>
    /// <param name="sideBySide">How many jobs at a time.</param>
    /// <param name="time">The clock: kinds of jobs that were not looked at in a few seconds count as the largest of the others.</param>
    /// <param name="engines">The engines that there are; null for the native one alone.</param>
    public static long? MemoryOf(IReadOnlyList<JobPlan> plans, int sideBySide, TimeProvider time, EngineCatalog? engines = null)
    {
        ArgumentNullException.ThrowIfNull(plans);
        ArgumentNullException.ThrowIfNull(time);
        Dictionary<string, long?> memories = [];
        List<string> keys = [];
        long began = time.GetTimestamp();
        foreach (JobPlan plan in plans.Where(plan => plan.IsWork))
        {
            Experiment experiment = plan.Job.Load();
            keys.Add(CostKey.Of(experiment));
            if (!memories.ContainsKey(keys[^1]) && (memories.Count == 0 || time.GetElapsedTime(began) < MemoryBudget))
                memories.Add(keys[^1], MemoryOf(experiment, engines));
        }

        return MemoryOf(keys, memories, sideBySide);
    }

    /// <summary>What the largest of some jobs takes, each a process of its own, in bytes; null where nobody can say.</summary>
    /// <param name="plans">What would be done.</param>
    /// <param name="engines">The engines that there are; null for the native one alone.</param>
    public static long? LargestMemory(IReadOnlyList<JobPlan> plans, EngineCatalog? engines = null)
    {
        ArgumentNullException.ThrowIfNull(plans);
        long?[] memories = [.. plans.Where(plan => plan.IsWork).Select(plan => plan.Job.Load())
            .DistinctBy(CostKey.Of).Select(experiment => DryRun.Of(experiment, engines).Memory?.Total)];
        return memories.Length == 0 || memories.Any(memory => memory is null) ? null : memories.Max();
    }

    /// <summary>Null, too, where the job is going to fail: it says why itself.</summary>
    private static long? MemoryOf(Experiment experiment, EngineCatalog? engines)
    {
        try
        {
            return DryRun.Of(experiment, engines).Memory?.Total;
        }
        catch (Exception exception) when (exception is InvalidInputException or EngineException)
        {
            return null;
        }
    }

    private static long? MemoryOf(List<string> keys, Dictionary<string, long?> memories, int sideBySide) =>
        memories.Values.Any(memory => memory is null) || memories.Count == 0
            ? null
            : keys.Select(key => memories.GetValueOrDefault(key) ?? memories.Values.Max()!.Value)
                .OrderDescending().Take(sideBySide).Sum() - Shared(Math.Min(sideBySide, keys.Count));

    /// <summary>The program itself is there once, however many jobs run in it.</summary>
    private static long Shared(int jobs) => DryRun.ProgramBytes * Math.Max(0, jobs - 1);

    private static Dictionary<string, double> OfRuns(IReadOnlyList<(Job Job, string Key)> done) => done
        .Select(each => (each.Key, JobStatus.Of(each.Job).Run))
        .Where(each => each.Run is { Step: > 0, Seconds: > 0 })
        .GroupBy(each => each.Key, each => each.Run!.Seconds / each.Run.Step)
        .ToDictionary(same => same.Key, same => same.Average());

    /// <summary>When the last of some jobs ends that are taken in order by so many workers.</summary>
    private static double SideBySide(double[] seconds, int workers)
    {
        double[] free = new double[Math.Max(1, Math.Min(workers, seconds.Length))];
        foreach (double job in seconds)
            free[Array.IndexOf(free, free.Min())] += job;
        return free.Max();
    }
}
