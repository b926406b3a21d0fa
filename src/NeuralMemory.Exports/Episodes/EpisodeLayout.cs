using NeuralMemory.Experiments;
using NeuralMemory.Tasks;

namespace NeuralMemory.Exports;

/// <summary>What the episodes of a file have in common.</summary>
/// <param name="Task">The task whose channels they have.</param>
/// <param name="Length">T, the steps of the longest.</param>
public sealed record EpisodeLayout(TaskDefinition Task, int Length)
{
    /// <summary>S, the steps of the longest source that is read apart; 0 where none is.</summary>
    public int SourceLength { get; init; }

    /// <summary>The names of the evaluations that they are of, in order; empty where they are of none.</summary>
    public IReadOnlyList<string> Points { get; init; } = [];

    /// <summary>Whether a machine answered them.</summary>
    public bool HasOutputs { get; init; }

    /// <summary>Whether the values of the task's parameters, and the phases, are known.</summary>
    public bool AreDrawn { get; init; } = true;

    /// <summary>Whether a machine answered, too, while its own answer came back to it.</summary>
    public bool HasAnswers { get; init; }

    /// <summary>The layout of some episodes of several sources, of one task.</summary>
    /// <param name="sources">The sources, at least one.</param>
    /// <param name="first">The number of the first episode of each.</param>
    /// <param name="count">How many of each.</param>
    /// <exception cref="Yaml.InvalidInputException">The task could not make one of them.</exception>
    public static EpisodeLayout Of(IReadOnlyList<EpisodeSource> sources, long first, int count)
    {
        ArgumentNullException.ThrowIfNull(sources);
        (int Length, int SourceLength)[] longest = [.. sources.Select(source => source.LongestOf(first, count))];
        return new(sources[0].Task, longest.Max(each => each.Length)) { SourceLength = longest.Max(each => each.SourceLength) };
    }
}
