using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>What the check of a task found.</summary>
/// <param name="Problems">What is wrong, sorted by position; none when all is well.</param>
/// <param name="Shortest">The shortest of the episodes made; null when none could be made.</param>
/// <param name="Longest">The longest of them.</param>
public sealed record Validation(IReadOnlyList<Diagnostic> Problems, EpisodeExtreme? Shortest, EpisodeExtreme? Longest)
{
    /// <summary>What the task says is meant, though it is wrong in most tasks: the finding and the reason.</summary>
    public IReadOnlyList<string> Acknowledged { get; init; } = [];
}

/// <summary>The length of an episode and the parameters it was made with.</summary>
/// <param name="Length">T, its steps.</param>
/// <param name="Parameters">The parameters that vary, each with its value: <c>length = 20</c>; empty when none does.</param>
public sealed record EpisodeExtreme(int Length, string Parameters);
