using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>An episode cannot be made from the values drawn for it. The sampler adds the parameters and tells the user.</summary>
internal class EpisodeException(SourceMark? mark, string message) : Exception(message)
{
    /// <summary>Where the expression stands that cannot be computed, where that is known.</summary>
    public SourceMark? Mark { get; } = mark;
}
