using System.Reflection;
using System.Text.Json.Serialization;

namespace NeuralMemory.Results;

/// <summary>What a line of the journal tells.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JournalEvent>))]
public enum JournalEvent
{
    /// <summary>A command begins to write to the run.</summary>
    [JsonStringEnumMemberName("began")]
    Began,

    /// <summary>It has ended. A process that is killed writes no such line.</summary>
    [JsonStringEnumMemberName("ended")]
    Ended,
}

/// <summary>A line of <c>journal.jsonl</c>: that a command touched the run, or how it ended.</summary>
public sealed record JournalEntry
{
    /// <summary>What is told.</summary>
    public required JournalEvent Event { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>What the command does: <c>train</c>, <c>resume</c>, <c>eval</c>.</summary>
    public required string What { get; init; }

    /// <summary>The training steps that were made by then.</summary>
    public required long Step { get; init; }

    /// <summary>The process.</summary>
    public required int Process { get; init; }

    /// <summary>The machine's name.</summary>
    public required string Host { get; init; }

    /// <summary>The command line; null, and not written, where a program called the library.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Command { get; init; }

    /// <summary>The changes of the config that it asked for; null, and not written, for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Overrides { get; init; }

    /// <summary>The program's version; null, and not written, where it ended.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Version { get; init; }

    /// <summary>The commit that the program was built from; null, and not written, if the build does not say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Commit { get; init; }

    /// <summary>Whether files of the program differed from that commit; null, and not written, if unknown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Dirty { get; init; }

    /// <summary>
    /// How the work tree stood that the config lies in; null, and not written, where there is none, or git is not there or does not
    /// answer in time.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JournalSource? Source { get; init; }

    /// <summary>How it ended: a <see cref="RunState"/>, in a word; null, and not written, where it began.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Outcome { get; init; }

    /// <summary>Why, in a sentence; null, and not written, where there is nothing to say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    /// <summary>Describes that this process begins to write.</summary>
    /// <param name="program">The assembly whose version counts.</param>
    /// <param name="time">When.</param>
    /// <param name="what">What it does.</param>
    /// <param name="step">The training steps that were made by then.</param>
    public static JournalEntry Begin(Assembly program, DateTimeOffset time, string what, long step)
    {
        ProgramVersion version = ProgramVersion.Of(program);
        return new()
        {
            Event = JournalEvent.Began,
            Time = time,
            What = what,
            Step = step,
            Process = Environment.ProcessId,
            Host = Environment.MachineName,
            Version = version.Version,
            Commit = version.Commit,
            Dirty = version.Dirty,
        };
    }

    /// <summary>Describes that it has ended.</summary>
    /// <param name="time">When.</param>
    /// <param name="step">The training steps that were made by then.</param>
    /// <param name="outcome">How.</param>
    /// <param name="reason">Why; null for nothing.</param>
    public JournalEntry End(DateTimeOffset time, long step, string outcome, string? reason) => new()
    {
        Event = JournalEvent.Ended,
        Time = time,
        What = What,
        Step = step,
        Process = Process,
        Host = Host,
        Outcome = outcome,
        Reason = reason,
    };

    /// <summary>Whether this tells how what another line tells of has ended.</summary>
    public bool Ends(JournalEntry began)
    {
        ArgumentNullException.ThrowIfNull(began);
        return Event == JournalEvent.Ended && began.Event == JournalEvent.Began
            && (What, Process, Host) == (began.What, began.Process, began.Host) && Time >= began.Time;
    }
}

/// <summary>How a work tree stood.</summary>
public sealed record JournalSource
{
    /// <summary>The commit that was checked out.</summary>
    public required string Commit { get; init; }

    /// <summary>
    /// The name of the file in <c>journal/</c> that turns the commit's tracked files into those that were there; null, and not written,
    /// where they were the same.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Patch { get; init; }

    /// <summary>Whether the patch was longer than is kept, and is its beginning alone.</summary>
    public bool Cut { get; init; }

    /// <summary>The files that git does not know and does not ignore, by name; not all, where they are very many.</summary>
    public IReadOnlyList<string> Untracked
    {
        get;
        init => field = value ?? [];
    } = [];
}
