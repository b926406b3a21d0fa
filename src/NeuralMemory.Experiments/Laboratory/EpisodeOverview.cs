using NeuralMemory.Results;

namespace NeuralMemory.Experiments;

/// <summary>What is known of every step of an episode, however long it is.</summary>
/// <param name="Heads">Where each head was; empty for a machine without a memory.</param>
/// <param name="Wrong">[T] how many of a step's answers are wrong.</param>
public sealed record EpisodeOverview(IReadOnlyList<HeadOverview> Heads, IReadOnlyList<int> Wrong);

/// <summary>Where a head was.</summary>
/// <param name="Head">The head.</param>
/// <param name="Slots">[T] the slot with the most weight; of equal ones the first.</param>
/// <param name="Weights">[T] that weight.</param>
public sealed record HeadOverview(TracedHead Head, IReadOnlyList<int> Slots, IReadOnlyList<float> Weights);
