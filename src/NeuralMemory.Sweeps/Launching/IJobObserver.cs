using NeuralMemory.Experiments;

namespace NeuralMemory.Sweeps;

/// <summary>Is told how jobs go, on the threads that train them: several at a time.</summary>
public interface IJobObserver
{
    /// <summary>A job begins, or goes on. After a failure that is tried again it is said once more.</summary>
    /// <returns>Who is told how its run goes.</returns>
    ITrainingObserver Watch(JobPlan plan);

    /// <summary>A job has ended: done, interrupted or diverged.</summary>
    void Ended(JobPlan plan, RunOutcome outcome);

    /// <summary>A job ended with an error, which is told to the user; the others go on.</summary>
    /// <param name="plan">The job.</param>
    /// <param name="error">Why.</param>
    /// <param name="isTriedAgain">Whether it is tried once more.</param>
    void Failed(JobPlan plan, Exception error, bool isTriedAgain);

    /// <summary>There was nothing to do when its turn came: another process has done it meanwhile, or is at it.</summary>
    /// <param name="plan">What its folder says now.</param>
    void Passed(JobPlan plan)
    {
    }

    /// <summary>A job was handed to a scheduler, which runs it some time.</summary>
    /// <param name="plan">The job.</param>
    /// <param name="place">How the scheduler calls it: <c>Slurm job 17_3</c>.</param>
    void Submitted(JobPlan plan, string place)
    {
    }
}
