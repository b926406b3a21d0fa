namespace NeuralMemory.Sweeps;

/// <summary>What a launch came to.</summary>
public sealed record LaunchResult
{
    /// <summary>How each job ended that was begun or submitted, by its ID; one that is not here did not come to its turn.</summary>
    public required IReadOnlyDictionary<string, JobEnd> Ends { get; init; }

    /// <summary>Whether the failure of a job kept others from beginning.</summary>
    public bool WasStopped { get; init; }

    /// <summary>What a user should know of the place where the jobs run, each a sentence.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>How many ended so.</summary>
    public int Count(JobEnd end) => Ends.Values.Count(each => each == end);
}
