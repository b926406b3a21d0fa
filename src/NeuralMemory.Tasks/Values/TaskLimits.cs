namespace NeuralMemory.Tasks;

/// <summary>What is taken for a mistake rather than a task: sizes that would exhaust the machine.</summary>
internal static class TaskLimits
{
    /// <summary>The most rows of a sequence, and the most steps of an episode.</summary>
    public const int Rows = 1 << 20;

    /// <summary>The most values of a sequence.</summary>
    public const int Values = 1 << 26;

    /// <summary>The most channels on either side, and the widest row.</summary>
    public const int Width = 1 << 14;

    /// <summary>The most symbols of a channel that holds their numbers. All of them are numbers in single precision.</summary>
    public const int Symbols = 1 << 20;
}
