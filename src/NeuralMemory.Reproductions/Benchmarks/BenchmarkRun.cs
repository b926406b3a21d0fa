using NeuralMemory.Results;

namespace NeuralMemory.Reproductions;

/// <summary>A run of a benchmark that has ended: a line of the table of its runs.</summary>
public sealed record BenchmarkRun
{
    /// <summary>The task.</summary>
    public required string Task { get; init; }

    /// <summary>The machine.</summary>
    public required string Machine { get; init; }

    /// <summary>The learning rate.</summary>
    public required LearningRate Rate { get; init; }

    /// <summary>The seed.</summary>
    public required long Seed { get; init; }

    /// <summary>The parameters of the machine.</summary>
    public long Parameters { get; init; }

    /// <summary>How it ended: done or diverged.</summary>
    public RunState State { get; init; } = RunState.Done;

    /// <summary>Training sequences seen.</summary>
    public long Sequences { get; init; }

    /// <summary>Wall-clock seconds of training.</summary>
    public double Seconds { get; init; }

    /// <summary>The metric in the last evaluation during training, by which rates are chosen; null where there was none.</summary>
    public double? Selection { get; init; }

    /// <summary>The metric at the end, on episodes by which nothing was chosen; null where training diverged.</summary>
    public double? Final { get; init; }

    /// <summary>Why it ended, in a sentence.</summary>
    public string Reason { get; init; } = "";
}
