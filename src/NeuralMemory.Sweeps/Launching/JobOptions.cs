using NeuralMemory.Experiments;

namespace NeuralMemory.Sweeps;

/// <summary>How jobs are run.</summary>
public sealed record JobOptions
{
    /// <summary>The command line, kept with the runs.</summary>
    public string Command { get; init; } = "";

    /// <summary>The engines that there are.</summary>
    public EngineCatalog Engines { get; init; } = EngineCatalog.Native;

    /// <summary>Whether a run is not gone on with to other last bits: <see cref="RunOptions.Strict"/>.</summary>
    public bool Strict { get; init; }

    /// <summary>Whether runs of another experiment, and runs that diverged, are moved aside and begun anew.</summary>
    public bool Force { get; init; }

    /// <summary>How often a job that fails is tried again, at least 0. One that diverges or is interrupted has not failed.</summary>
    public int Retries { get; init; }

    /// <summary>What the failure of a job means for the others.</summary>
    public FailurePolicy OnFailure { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }
}
