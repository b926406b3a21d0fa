using NeuralMemory.Numerics;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>Finds a task of which nothing is ever scored, by making episodes until something is.</summary>
public static class NothingScored
{
    private const int MostEpisodes = 1000, FewestEpisodes = 16;
    private const long MostRows = 4_000_000;

    /// <summary>
    /// Why nothing can be learnt from a task; null when something is scored, or when an episode cannot be made, which its next draw says.
    /// </summary>
    /// <param name="task">The task.</param>
    /// <param name="narrowing">Narrows what its parameters are drawn from; null for nothing.</param>
    public static string? Problem(TaskDefinition task, IParameterNarrowing? narrowing = null)
    {
        var sampler = new EpisodeSampler(task) { Narrowing = narrowing };
        int episodes = 0;
        long rows = 0;
        try
        {
            for (; episodes < MostEpisodes && (rows < MostRows || episodes < FewestEpisodes); episodes++)
            {
                Episode episode = sampler.Draw(StreamKey.FromSeed(0), episodes);
                rows += episode.Length;
                if (Enumerable.Range(0, episode.Length).Any(episode.IsRecalled))
                    return null;
            }
        }
        catch (InvalidInputException)
        {
            return null;
        }

        return FormattableString.Invariant($"nothing is scored in any of {episodes} sequences: there is nothing to learn");
    }
}
