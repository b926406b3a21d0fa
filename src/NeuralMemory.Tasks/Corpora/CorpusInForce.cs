namespace NeuralMemory.Tasks;

/// <summary>The corpus that expressions draw from.</summary>
/// <param name="Corpus">The corpus; null when the task has none, or it cannot be read.</param>
/// <param name="Split">The lines that are drawn.</param>
/// <param name="IsBroken">Whether it cannot be read, which was reported, so that what refers to it is not.</param>
internal sealed record CorpusInForce(Corpus? Corpus, CorpusSplit Split, bool IsBroken)
{
    /// <summary>No corpus.</summary>
    public static CorpusInForce None { get; } = new(null, CorpusSplit.Training, false);
}
