using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>Which episode is shown where nobody names one. The first may be as short as the task allows, and then says little.</summary>
public static class ShownEpisode
{
    /// <summary>How many episodes are looked at.</summary>
    public const int Looked = 8;

    /// <summary>The steps of an episode that are still seen one by one.</summary>
    public const int MostSteps = 100;

    /// <summary>What the choice is, in words.</summary>
    public static readonly string Rule = FormattableString.Invariant($"the longest of the first {Looked}, up to {MostSteps} steps");

    /// <summary>
    /// The number of the longest of the first <see cref="Looked"/> held-out episodes that has no more than <see cref="MostSteps"/> steps;
    /// the shortest of them where all have more. Of several the first.
    /// </summary>
    /// <param name="point">The setting.</param>
    /// <exception cref="InvalidInputException">The task could not make one of them.</exception>
    public static long Of(EvaluationPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        EpisodeSampler sampler = new(point.Task);
        return Choose([.. Enumerable.Range(0, Looked).Select(episode => sampler.Draw(Evaluator.StreamOf(point), episode).Length)]);
    }

    /// <summary>The place of the length that is chosen.</summary>
    internal static int Choose(IReadOnlyList<int> lengths) => Enumerable.Range(0, lengths.Count)
        .OrderBy(place => lengths[place] > MostSteps)
        .ThenBy(place => lengths[place] > MostSteps ? lengths[place] : -lengths[place])
        .First();
}
