using NeuralMemory.Numerics;

namespace NeuralMemory.Tasks;

/// <summary>
/// Narrows what parameters are drawn from, as a curriculum does: the task stays bound with its whole ranges, and an episode is drawn from
/// parts of them. Several samplers ask at once, so an answer must change nothing.
/// </summary>
public interface IParameterNarrowing
{
    /// <summary>Says what the parameters of one episode are drawn from. Allocates nothing.</summary>
    /// <param name="random">The episode's own random numbers, at their beginning; parameters come from the same stream after it.</param>
    /// <param name="ranges">[parameters] holds the task's ranges in its order; receives a part of each.</param>
    /// <returns>Whether the episode shows how well training masters the present level, rather than look back or ahead.</returns>
    bool Narrow(RandomStream random, Span<ValueRange> ranges);
}
