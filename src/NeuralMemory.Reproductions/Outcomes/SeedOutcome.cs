using NeuralMemory.Analysis;
using NeuralMemory.Results;

namespace NeuralMemory.Reproductions;

/// <summary>How a seed of a reproduction stands and what it measured.</summary>
public sealed record SeedOutcome
{
    /// <summary>The seed.</summary>
    public required long Seed { get; init; }

    /// <summary>How its run stands; null when there is none of this experiment.</summary>
    public RunState? State { get; init; }

    /// <summary>Why it stands so, in a sentence; null while nothing is to be said.</summary>
    public string? Reason { get; init; }

    /// <summary>Training steps made.</summary>
    public long Steps { get; init; }

    /// <summary>Training sequences seen.</summary>
    public long Sequences { get; init; }

    /// <summary>Wall-clock seconds of training, over all resumes.</summary>
    public double Seconds { get; init; }

    /// <summary>When it was solved; null when it was not, or not yet.</summary>
    public Solution? Solved { get; init; }

    /// <summary>The evaluation at the end; null unless the run is done.</summary>
    public Evaluation? Final { get; init; }

    /// <summary>
    /// The evaluations of the grid, in the order of <see cref="ReproductionOutcome.Points"/>; empty unless the run is done.
    /// </summary>
    public IReadOnlyList<Evaluation> Grid { get; init; } = [];

    /// <summary>The published metric in the evaluations during training, in order.</summary>
    public IReadOnlyList<CurvePoint> Curve { get; init; } = [];

    /// <summary>Whether it counts: its run is done, diverged or failed, and not merely under way.</summary>
    public bool HasEnded => State is RunState.Done or RunState.Diverged or RunState.Failed;
}

/// <summary>A point of a learning curve.</summary>
/// <param name="Sequences">Training sequences seen.</param>
/// <param name="Value">What was measured.</param>
public readonly record struct CurvePoint(long Sequences, double Value);
