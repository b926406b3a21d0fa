namespace NeuralMemory.Tasks;

/// <summary>How well the targets of some episodes were met.</summary>
/// <param name="Sequences">How many episodes were scored.</param>
/// <param name="WrongSequences">Those with any wrong bit.</param>
/// <param name="TargetBits">The masked target values of all.</param>
/// <param name="WrongBits">Those on the wrong side of one half.</param>
/// <param name="Nats">The sum of their cross-entropies.</param>
public readonly record struct TaskScores(long Sequences, long WrongSequences, long TargetBits, long WrongBits, double Nats)
{
    /// <summary>The cross-entropy in bits of a sequence, on average.</summary>
    public double BitsPerSequence => Nats / Math.Log(2) / Sequences;

    /// <summary>The wrong bits of a sequence, on average.</summary>
    public double BitErrorsPerSequence => (double)WrongBits / Sequences;

    /// <summary>Wrong bits in percent of all target bits.</summary>
    public double WrongBitsPercent => 100.0 * WrongBits / TargetBits;

    /// <summary>The share of sequences with any wrong bit, 0 to 1.</summary>
    public double SequenceErrors => (double)WrongSequences / Sequences;

    /// <summary>The scores of both sets of episodes together.</summary>
    public TaskScores Plus(TaskScores other) => new(
        Sequences + other.Sequences, WrongSequences + other.WrongSequences, TargetBits + other.TargetBits, WrongBits + other.WrongBits,
        Nats + other.Nats);

    /// <summary>The value of a metric.</summary>
    public double Value(TaskMetric metric) => metric switch
    {
        TaskMetric.BitsPerSequence => BitsPerSequence,
        TaskMetric.BitErrorsPerSequence => BitErrorsPerSequence,
        TaskMetric.WrongBitsPercent => WrongBitsPercent,
        TaskMetric.SequenceErrors => SequenceErrors,
        _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, "a metric without a value"),
    };
}
