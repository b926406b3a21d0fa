namespace NeuralMemory.Tasks;

/// <summary>What is taken for a mistake rather than a corpus. A run keeps a copy of its corpus, which is therefore no large file.</summary>
internal static class CorpusLimits
{
    /// <summary>The longest file, in bytes.</summary>
    public const int Bytes = 1 << 24;

    /// <summary>The most lines.</summary>
    public const int Lines = 1 << 18;

    /// <summary>The most symbols of a text.</summary>
    public const int Symbols = 1 << 12;

    /// <summary>The most symbols of a vocabulary.</summary>
    public const int Vocabulary = 1 << 16;

    /// <summary>The most problems of a file that are told one by one.</summary>
    public const int Problems = 20;
}
