namespace NeuralMemory.Benchmarks;

/// <summary>
/// What the columns of <see cref="StepBenchmarks"/> need to know of a case: its work, and the peak that this process reached right
/// before and right after it. Benchmarks run in the process that makes the table.
/// </summary>
internal static class StepRecords
{
    private static readonly Dictionary<StepCase, StepRecord> Records = [];

    /// <summary>Notes the work of a case, and measures the peak.</summary>
    public static void Begin(StepCase @case, TrainingStep step) => Records[@case] = new(step.TimeSteps, step.Flops, MeasurePeak());

    /// <summary>Measures the peak again, and keeps the better one.</summary>
    public static void End(StepCase @case)
    {
        StepRecord record = Records[@case];
        Records[@case] = record with { Peak = Math.Max(record.Peak, MeasurePeak()) };
    }

    /// <summary>What is known of a case; null when it ran in another process.</summary>
    public static StepRecord? Find(StepCase @case) => Records.GetValueOrDefault(@case);

    private static double MeasurePeak()
    {
        using var peak = new Peak();
        // The first measurement compiles and warms up.
        return Math.Max(peak.Measure(), peak.Measure());
    }
}

/// <summary>The work of a step and what one core could do.</summary>
/// <param name="TimeSteps">The time-steps of all sequences together.</param>
/// <param name="Flops">Floating-point operations of a step.</param>
/// <param name="Peak">GFLOP/s of one core.</param>
internal sealed record StepRecord(int TimeSteps, long Flops, double Peak);
