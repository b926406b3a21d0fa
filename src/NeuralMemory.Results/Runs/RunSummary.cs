namespace NeuralMemory.Results;

/// <summary>What a listing says about one run.</summary>
public sealed record RunSummary
{
    /// <summary>The run's folder.</summary>
    public required string Path { get; init; }

    /// <summary>When the run was last heard of, in UTC.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>How the run stands; null if its file cannot be read.</summary>
    public RunStatus? Status { get; init; }

    /// <summary>Where and with what it was made; null if its file cannot be read.</summary>
    public RunEnvironment? Environment { get; init; }

    /// <summary>Whether a process is writing to it now.</summary>
    public bool InUse { get; init; }

    /// <summary>What is wrong with its files; null if nothing is.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether its process died without a word: it says that it is running, and nobody is writing to it.</summary>
    public bool WasKilled => Status is { State: RunState.Running } && !InUse;
}
