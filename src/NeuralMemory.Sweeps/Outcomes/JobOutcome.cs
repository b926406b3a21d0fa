using NeuralMemory.Analysis;
using NeuralMemory.Experiments;
using NeuralMemory.Results;

namespace NeuralMemory.Sweeps;

/// <summary>What a job has come to.</summary>
public sealed record JobOutcome
{
    /// <summary>How it stands.</summary>
    public required JobStatus Status { get; init; }

    /// <summary>The metric that its config is about: <see cref="ExperimentRules.MetricOf"/>.</summary>
    public required string Metric { get; init; }

    /// <summary>Whether its config says when a run is solved.</summary>
    public bool HasRule { get; init; }

    /// <summary>Its run; null where there is none yet.</summary>
    public RunFacts? Run { get; init; }

    /// <summary>
    /// The metric in the last evaluation during training, on the episodes that stop rules and choices look at; null before the first.
    /// </summary>
    public double? Selection => Run?.Evaluations is [.., var last] ? last[Metric] : null;

    /// <summary>The evaluation at the end, which is what is reported; null unless it is done.</summary>
    public Evaluation? Final => Status.State == JobState.Done ? Run?.Final : null;

    /// <summary>The metric at the end; null unless it is done.</summary>
    public double? FinalValue => Final?[Metric];

    /// <summary>When it was solved; null when it was not, or not yet.</summary>
    public Solution? Solved => Run is { } run ? SolveRule.Of(run.Config)?.Find(run) : null;

    /// <summary>Reads what jobs have come to.</summary>
    /// <param name="jobs">The jobs.</param>
    /// <param name="sightings">What launchers know of them; null for nothing.</param>
    public static IReadOnlyList<JobOutcome> Read(IEnumerable<Job> jobs, IReadOnlyDictionary<string, JobSighting>? sightings = null)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        // The seeds of a point have one config.
        Dictionary<string, ExperimentConfig> configs = [];
        List<JobOutcome> outcomes = [];
        foreach (Job job in jobs)
        {
            string group = Path.GetDirectoryName(job.Id) is { Length: > 0 } point ? point : job.Group;
            if (!configs.TryGetValue(group, out ExperimentConfig? config))
                configs.Add(group, config = job.Load().Config);
            outcomes.Add(Read(JobStatus.Of(job, sightings?.GetValueOrDefault(job.Id)), config));
        }

        return outcomes;
    }

    private static JobOutcome Read(JobStatus status, ExperimentConfig config)
    {
        JobOutcome outcome = new()
        {
            Status = status,
            Metric = ExperimentRules.MetricOf(config),
            HasRule = ExperimentRules.SolvedBy(config) is not null,
        };
        if (status.Run is null)
            return outcome;
        RunFacts run = RunFacts.Read(status.Job.Directory);
        // What is read first where it is needed is a problem as much.
        _ = (run.Evaluations, run.Final);
        return run.Problem is { } problem
            ? outcome with { Status = status with { State = JobState.Damaged, Reason = problem } }
            : outcome with { Run = run, Metric = run.DecisiveMetric };
    }
}
