using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Sweeps;

/// <summary>
/// Runs a job in this process. It looks at the job's folder once more when the run's lock is taken, so that of several processes that were
/// told to run it one does, and none does what is done.
/// </summary>
/// <param name="options">How.</param>
/// <param name="observer">Is told how it goes.</param>
public sealed class JobRunner(JobOptions options, IJobObserver observer)
{
    /// <summary>How often another process may change what is to be done while this one comes to it.</summary>
    private const int MostLooks = 5;

    /// <summary>Runs a job to its end; what goes wrong is told to the observer and not thrown.</summary>
    /// <param name="job">The job.</param>
    /// <param name="token">Asks to stop: the step is finished and a checkpoint saved.</param>
    /// <returns>How it ended.</returns>
    public JobEnd Run(Job job, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        int failures = 0, looks = 0;
        while (true)
        {
            JobPlan plan = new() { Job = job, Action = JobAction.Begin };
            bool isClaimed = false;
            try
            {
                plan = JobPlan.Of(job, options.Force);
                if (plan.Action == JobAction.Refuse)
                    throw new RunException(RunProblem.Exists, $"'{plan.Directory}': {plan.Reason}");
                if (!plan.IsWork)
                {
                    observer.Passed(plan);
                    return JobEnd.Passed;
                }

                RunOutcome outcome = Start(plan, () => isClaimed = true, token);
                observer.Ended(plan, outcome);
                return outcome.State switch
                {
                    RunState.Done => JobEnd.Done,
                    RunState.Diverged => JobEnd.Diverged,
                    _ => JobEnd.Interrupted,
                };
            }
            catch (RunException exception) when (exception.Problem == RunProblem.InUse && !isClaimed)
            {
                // It has the lock, though the folder may not look like a run yet.
                observer.Passed(plan with { Action = JobAction.InUse, Reason = exception.Message });
                return JobEnd.Passed;
            }
            catch (Exception exception) when (!isClaimed && looks < MostLooks && IsAnothers(plan, exception))
            {
                looks++;
            }
            catch (Exception exception)
            {
                bool isTriedAgain = failures++ < options.Retries && !token.IsCancellationRequested && MayPass(exception);
                observer.Failed(plan, exception, isTriedAgain);
                if (!isTriedAgain)
                    return JobEnd.Failed;
            }
        }
    }

    private RunOutcome Start(JobPlan plan, Action claimed, CancellationToken token)
    {
        RunOptions run = new()
        {
            Directory = plan.Directory,
            Force = plan.Action == JobAction.BeginAnew,
            From = plan.Job.From,
            Command = options.Command,
            Observer = observer.Watch(plan),
            Engines = options.Engines,
            Strict = options.Strict,
            Claimed = () =>
            {
                ExpectSame(plan);
                claimed();
            },
            Time = options.Time,
        };
        return plan.Action == JobAction.Resume
            ? Experiments.Run.Resume(plan.Directory, run, plan.Overrides, step: null, token)
            : Experiments.Run.Start(plan.Job.Load(), run, token);
    }

    /// <summary>Asked while the run's lock is held: nobody changes its folder now.</summary>
    private void ExpectSame(JobPlan plan)
    {
        if (JobPlan.Of(plan.Job, options.Force, isClaimed: true).Action != plan.Action)
            throw new ChangedException();
    }

    /// <summary>Whether another process came in between, so that something else is to be done now.</summary>
    private bool IsAnothers(JobPlan plan, Exception exception) => exception is ChangedException
        || (exception is RunException { Problem: RunProblem.Exists or RunProblem.Missing }
            && plan.Action != JobAction.Refuse && JobPlan.Of(plan.Job, options.Force).Action != plan.Action);

    /// <summary>Whether it may be gone the next time, as a full disk or a lost device.</summary>
    private static bool MayPass(Exception exception) =>
        exception is not (OutOfMemoryException or InvalidInputException or RunException { Problem: RunProblem.Exists });

    /// <summary>The folder is not what it was when it was looked at.</summary>
    private sealed class ChangedException : Exception;
}
