namespace NeuralMemory.Tasks;

/// <summary>
/// What an evaluation reports of a task. In files they are written in lower case with underscores: <c>bits_per_sequence</c>.
/// </summary>
public enum TaskMetric
{
    /// <summary>The cross-entropy in bits, summed over a sequence, averaged over sequences.</summary>
    BitsPerSequence,

    /// <summary>Target bits on the wrong side of one half, averaged over sequences.</summary>
    BitErrorsPerSequence,

    /// <summary>Wrong target bits in percent of all target bits.</summary>
    WrongBitsPercent,

    /// <summary>The share of sequences with any wrong bit, 0 to 1; 1 minus it is the exact-match rate.</summary>
    SequenceErrors,
}

/// <summary>The names of metrics in files.</summary>
public static class TaskMetrics
{
    /// <summary>Every metric.</summary>
    public static IReadOnlyList<TaskMetric> All { get; } = Enum.GetValues<TaskMetric>();

    /// <summary>The name in files: <c>bits_per_sequence</c>.</summary>
    public static string NameOf(TaskMetric metric) => YamlValues.NameOf(metric).Replace('-', '_');

    /// <summary>The metric of a name, or null.</summary>
    public static TaskMetric? Find(string name)
    {
        foreach (TaskMetric metric in All)
            if (NameOf(metric) == name)
                return metric;
        return null;
    }
}
