using NeuralMemory.Numerics;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>Finds a task whose source is empty now and then, which ends a run of a machine that reads one.</summary>
public static class EmptySource
{
    private const int EpisodesPerCorner = 4, EpisodesLookedAt = 64;

    /// <summary>
    /// Why a machine cannot read the source of every episode; null when each of those looked at has one, as drawn and at the extremes of
    /// the parameters, when the task has no source at all, or when an episode cannot be made, which its next draw says.
    /// </summary>
    public static string? Problem(TaskDefinition task)
    {
        ArgumentNullException.ThrowIfNull(task);
        if (!task.HasSource)
            return null;
        try
        {
            return Of(task, EpisodesLookedAt) ?? ParameterCorners.Of(task).Select(corner => task.With(corner, new Diagnostics()))
                .OfType<TaskDefinition>().Select(extreme => Of(extreme, EpisodesPerCorner)).FirstOrDefault(problem => problem is not null);
        }
        catch (InvalidInputException)
        {
            return null;
        }
    }

    private static string? Of(TaskDefinition task, int episodes)
    {
        var sampler = new EpisodeSampler(task);
        for (int i = 0; i < episodes; i++)
        {
            sampler.Draw(StreamKey.FromSeed(0), i);
            if (sampler.SourceProblem() is { } problem)
                return problem;
        }

        return null;
    }
}
