using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>What making an episode may cost. Beyond it a task is taken for a mistake; its file can raise it.</summary>
/// <param name="Work">
/// The most operations: about one for each number of a sequence that is made or read through, several for what takes longer.
/// </param>
/// <param name="Numbers">The most numbers that all sequences together, or the steps of all episodes of a batch, hold at once.</param>
internal sealed record EpisodeBudget(long Work, long Numbers)
{
    /// <summary>The most that can be asked for.</summary>
    public const long MostWork = 1_000_000_000_000_000, MostNumbers = 2_000_000_000;

    /// <summary>What a pass of a loop or scan costs, beside what is computed in it.</summary>
    public const long Pass = 64;

    /// <summary>That of a task whose file says nothing: some seconds, and 1 GiB in single precision.</summary>
    public static EpisodeBudget Standard { get; } = new(2_000_000_000, 1 << 28);
}

/// <summary>An episode costs more than its budget.</summary>
internal sealed class EpisodeBudgetException(SourceMark? mark, string message) : EpisodeException(mark, message)
{
    /// <summary>The same, with what it happened in.</summary>
    public EpisodeBudgetException In(string construct) => new(Mark, $"{Message}, {construct}");

    /// <summary>The same, with the pass of a loop or scan that it happened in.</summary>
    public EpisodeBudgetException InPass(int pass, int passes, ValueOrigin? origin) =>
        In($"in pass {pass + 1} of {passes} of {ValueOrigin.NameOf(origin)}");
}
