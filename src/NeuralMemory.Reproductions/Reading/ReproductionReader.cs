using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Sweeps;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Reproductions;

/// <summary>Reads from runs on disk what a reproduction came to.</summary>
internal static class ReproductionReader
{
    /// <summary>What the seeds of a reproduction came to.</summary>
    /// <param name="reproduction">The reproduction.</param>
    /// <param name="seeds">Seeds asked for; those on disk are read besides.</param>
    /// <exception cref="InvalidInputException">The config is wrong.</exception>
    /// <exception cref="RunException">A run's files are damaged, or the system refused.</exception>
    public static ReproductionOutcome Read(Reproduction reproduction, IEnumerable<long> seeds)
    {
        ArgumentNullException.ThrowIfNull(reproduction);
        long[] all = [.. seeds.Union(reproduction.SeedsOnDisk()).Order()];
        Experiment experiment = reproduction.Load(all.FirstOrDefault(1));
        SeedOutcome[] outcomes = [.. all.Select(seed => Read(JobPlan.Of(reproduction.JobOf(seed)), experiment))];
        ExperimentConfig config = experiment.Config;
        return new()
        {
            Name = reproduction.Name,
            Description = config.Description,
            Settings = Settings(config),
            SolvedWhen = ExperimentRules.SolvedBy(config)?.ToString() ?? "",
            Published = config.Published!,
            Parameters = MachineSize.Of(experiment),
            HigherIsBetter = [.. experiment.Task.Metrics.Where(metric => metric.HigherIsBetter).Select(metric => metric.Name)],
            Budget = Math.Min(config.Training.TotalSteps, long.MaxValue / config.Training.Batch) * config.Training.Batch,
            Axes = [.. config.Evaluation.Grid.Select(axis => AxisOf(experiment, axis.Key, axis.Value))],
            Seeds = outcomes,
            Processors = Processors(reproduction, outcomes),
        };
    }

    private static SeedOutcome Read(JobPlan plan, Experiment experiment)
    {
        SeedOutcome seed = new() { Seed = plan.Job.Seed };
        if (plan.Action is JobAction.Begin or JobAction.Refuse)
            return seed with { Reason = plan.Reason };
        using RunDirectory run = RunDirectory.Open(plan.Directory);
        RunStatus status = run.ReadStatus();
        MetricsRecord[] evaluations = [.. run.ReadMetrics().Where(record => record.Split == "evaluation")];
        RunState state = status.State switch
        {
            // Done, but by a config that asked for less: it is to go on, or another process has just begun to.
            RunState.Done when plan.Action == JobAction.Resume => RunState.Interrupted,
            RunState.Done when plan.Action == JobAction.InUse => RunState.Running,
            RunState.Running when plan.Action != JobAction.InUse => RunState.Interrupted,
            var same => same,
        };
        Dictionary<string, Evaluation> measured = state == RunState.Done
            ? run.Evaluations.Read().ToDictionary(evaluation => evaluation.Name)
            : [];
        string metric = experiment.Config.Published!.Metric;
        Evaluation? final = measured.GetValueOrDefault(experiment.Evaluation.Name);
        if (final is not null && final[metric] is null)
            throw new RunException(RunProblem.Damaged, $"'{plan.Directory}' has not measured {metric}, of which a figure was published: "
                + "its task did not ask for it; begin the run anew by --force");
        return seed with
        {
            State = state,
            Reason = plan.Reason,
            Steps = status.Step,
            Sequences = status.Sequences,
            Seconds = status.Seconds,
            Solved = ExperimentRules.SolvedBy(experiment.Config)?.Find(evaluations, status, final, experiment.Config.Training.TotalSteps),
            Final = final,
            Grid = state == RunState.Done ? [.. experiment.Grid.Select(point => measured[point.Name])] : [],
            Curve = [.. evaluations.Select(each => (each.Sequences, Value: each[metric])).Where(each => each.Value is not null)
                .Select(each => new CurvePoint(each.Sequences, each.Value!.Value))],
        };
    }

    private static string Settings(ExperimentConfig config)
    {
        YamlMapping root = (YamlMapping)ExperimentSchema.Root.Write(config);
        return $"machine {Of("machine")}, optimizer {Of("training.optimizer")}, clip {Of("training.clip")}, "
            + $"loss {Of("training.loss")}, batch {Of("training.batch")}";

        string Of(string path) => YamlText.Inline(root.At(path)!);
    }

    private static GridAxis AxisOf(Experiment experiment, string name, IReadOnlyList<ValueRange> values)
    {
        TaskParameter? parameter = experiment.Task.Parameters.FirstOrDefault(each => each.Name == name);
        double slots = experiment.Config.Machine.MemorySlots ?? 0;
        return new(name, [.. values.Select(value => new GridValue(value.Low, value.High))],
            parameter?.Range.Low ?? slots, parameter?.Range.High ?? slots);
    }

    private static IReadOnlyList<string> Processors(Reproduction reproduction, IEnumerable<SeedOutcome> seeds) =>
    [
        .. seeds.Where(seed => seed.State is not null)
            .Select(seed => RunLister.Summarize(reproduction.RunOf(seed.Seed)).Environment?.Cpu).OfType<string>()
            .Distinct().Order(StringComparer.Ordinal),
    ];
}
