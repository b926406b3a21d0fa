using System.Collections.Concurrent;
using NeuralMemory.Experiments;

namespace NeuralMemory.Sweeps.Tests;

/// <summary>Keeps what it hears of jobs.</summary>
internal sealed class Audience : IJobObserver
{
    public ConcurrentQueue<(string Job, string What)> Told { get; } = new();

    public ConcurrentDictionary<string, RunOutcome> Outcomes { get; } = new();

    public ConcurrentDictionary<string, Exception> Errors { get; } = new();

    /// <summary>Who listens to a run; may do something before it begins.</summary>
    public Func<JobPlan, ITrainingObserver> Watching { get; init; } = _ => new Listener();

    public ITrainingObserver Watch(JobPlan plan)
    {
        Told.Enqueue((plan.Job.Id, "watched"));
        return Watching(plan);
    }

    public void Ended(JobPlan plan, RunOutcome outcome)
    {
        Told.Enqueue((plan.Job.Id, "ended"));
        Outcomes[plan.Job.Id] = outcome;
    }

    public void Failed(JobPlan plan, Exception error, bool isTriedAgain)
    {
        Told.Enqueue((plan.Job.Id, isTriedAgain ? "retried" : "failed"));
        Errors[plan.Job.Id] = error;
    }

    public void Passed(JobPlan plan) => Told.Enqueue((plan.Job.Id, "passed"));
}
