namespace NeuralMemory.Experiments;

/// <summary>How a trained machine is opened.</summary>
public sealed record TrainedMachineOptions
{
    /// <summary>The checkpoint's step; null for the latest.</summary>
    public long? Step { get; init; }

    /// <summary>Whether the best checkpoint is taken; <see cref="Step"/> then does not count.</summary>
    public bool Best { get; init; }

    /// <summary>What computes; null for what the run trains with.</summary>
    public EngineConfig? Engine { get; init; }

    /// <summary>How many threads compute, at least 1; null for the config's number.</summary>
    public int? Threads { get; init; }

    /// <summary>Whether what is measured is kept in the run's directory; else nothing there is written.</summary>
    public bool KeepsResults { get; init; } = true;

    /// <summary>The command line, for the journal of the run.</summary>
    public string Command { get; init; } = "";

    /// <summary>The clock: with one, the journal of the run has a line of what is measured and kept with it; null for none.</summary>
    public TimeProvider? Time { get; init; }

    /// <summary>The engines that there are.</summary>
    public EngineCatalog Engines { get; init; } = EngineCatalog.Native;
}
