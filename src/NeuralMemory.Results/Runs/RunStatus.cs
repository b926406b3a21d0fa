using System.Text.Json.Serialization;

namespace NeuralMemory.Results;

/// <summary>How a run stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunState>))]
public enum RunState
{
    /// <summary>It is training; or it was when its process died without a word (see <see cref="RunSummary.WasKilled"/>).</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>It reached one of its stop rules.</summary>
    [JsonStringEnumMemberName("done")]
    Done,

    /// <summary>It ended with an error.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>It was told to stop and saved a checkpoint.</summary>
    [JsonStringEnumMemberName("interrupted")]
    Interrupted,

    /// <summary>A number became infinite or NaN.</summary>
    [JsonStringEnumMemberName("diverged")]
    Diverged,
}

/// <summary>The content of <c>status.json</c>.</summary>
public sealed record RunStatus
{
    /// <summary>How the run stands.</summary>
    public required RunState State { get; init; }

    /// <summary>Training steps finished.</summary>
    public long Step { get; init; }

    /// <summary>Training sequences seen.</summary>
    public long Sequences { get; init; }

    /// <summary>Why it stands so, in a sentence; null while nothing is to be said.</summary>
    public string? Reason { get; init; }

    /// <summary>
    /// The step of the latest checkpoint; null before the first. With it a run that has lost all is told from one that has none.
    /// </summary>
    public long? Checkpoint { get; init; }

    /// <summary>What else is to be known, in a sentence, as that the output failed and training went on; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Seconds of wall-clock time spent on training, over all resumes.</summary>
    public double Seconds { get; init; }

    /// <summary>When this was written.</summary>
    public required DateTimeOffset Updated { get; init; }
}
