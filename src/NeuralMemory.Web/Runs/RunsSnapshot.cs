using NeuralMemory.Analysis;
using NeuralMemory.Results;

namespace NeuralMemory.Web;

/// <summary>A run as it was when it was last looked at.</summary>
/// <param name="Name">Its name in addresses.</param>
/// <param name="Facts">What its files say.</param>
/// <param name="Latest">What was measured last, which is newer than the status; null before the first.</param>
public sealed record ShownRun(string Name, RunFacts Facts, MetricsRecord? Latest)
{
    /// <summary>What people marked it by. The marks of the folder around the one that is shown are not shown.</summary>
    public IReadOnlyList<string> Tags { get; } = Name != ServedFolder.Itself ? Facts.Tags : OwnTags(Facts.Path);

    /// <summary>Training steps made.</summary>
    public long Steps => Math.Max(Facts.Steps, Latest?.Step ?? 0);

    /// <summary>Wall-clock seconds of training.</summary>
    public double Seconds => Math.Max(Facts.Seconds, Latest?.Seconds ?? 0);

    /// <summary>Whether it trains now.</summary>
    public bool IsRunning => Facts is { InUse: true, State: "running" or "beginning" };

    /// <summary>The share of its steps that are made; null where nothing says how many they will be, or it is done.</summary>
    public double? Progress => Facts.Status is { State: not RunState.Done } && Facts.TotalSteps is > 0 and { } total
        ? Math.Min(1, (double)Steps / total)
        : null;

    /// <summary>The seconds until it has made all its steps at the speed so far; null where it does not train.</summary>
    public double? SecondsLeft => IsRunning && Progress is > 0 and { } share && Seconds > 0 ? Seconds / share * (1 - share) : null;

    private static IReadOnlyList<string> OwnTags(string path)
    {
        try
        {
            return new RunNotes(path).ReadTags();
        }
        catch (RunException)
        {
            return [];
        }
    }
}

/// <summary>All runs of the folder as they were when they were last looked at.</summary>
/// <param name="Runs">The runs, by name.</param>
/// <param name="Collection">The same in groups.</param>
/// <param name="Sweeps">The names of the folders that are sweeps.</param>
/// <param name="Refused">What is not shown, and why, a sentence each.</param>
internal sealed record RunsSnapshot(
    IReadOnlyList<ShownRun> Runs, RunCollection Collection, IReadOnlyList<string> Sweeps, IReadOnlyList<string> Refused)
{
    private readonly Dictionary<string, ShownRun> _byName = Runs.ToDictionary(run => run.Name);

    /// <summary>The run of a name; null where there is none.</summary>
    public ShownRun? Find(string? name) => name is null ? null : _byName.GetValueOrDefault(name);

    /// <summary>The group that a run belongs to; null for a run that cannot be read.</summary>
    public RunGroup? GroupOf(ShownRun run) => Collection.Groups.FirstOrDefault(group => group.Runs.Contains(run.Facts));
}
