using System.Globalization;
using System.Text.RegularExpressions;
using NeuralMemory.Results;

namespace NeuralMemory.Sweeps;

/// <summary>What a cluster's settings mean for a submission.</summary>
internal sealed partial class SlurmCluster
{
    /// <summary>Slurm's own default.</summary>
    private const int UsualArray = 1001;

    /// <summary>How many tasks an array may have.</summary>
    public required int LargestArray { get; init; }

    /// <summary>What a user should know before he relies on it.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Asks the controller.</summary>
    /// <param name="tool">Slurm's commands.</param>
    /// <param name="settings">The user's options.</param>
    /// <param name="patience">How long an answer may take.</param>
    /// <exception cref="RunException">There is no Slurm here, or its controller does not answer.</exception>
    public static SlurmCluster Ask(SlurmTool tool, IReadOnlyDictionary<string, string> settings, TimeSpan patience)
    {
        SlurmAnswer config = tool.Run("scontrol", ["show", "config"], patience);
        if (config.IsMissing)
            throw new RunException(RunProblem.Missing,
                "Slurm's commands are not on this machine (there is no scontrol); log in to a machine of the cluster, or use: "
                + "--launcher local");
        if (!config.IsGood)
            throw new RunException(RunProblem.Storage,
                "Slurm's controller does not answer, and nothing was submitted: "
                + (config.Words.Length > 0 ? config.Words : "no reason was given"));
        return Parse(config.Output, tool.Run("scontrol", ["--oneliner", "show", "partition"], patience).Output, settings);
    }

    /// <summary>Reads what scontrol says of the cluster and of its partitions.</summary>
    internal static SlurmCluster Parse(string config, string partitions, IReadOnlyDictionary<string, string> settings)
    {
        // The largest number that a task may have is one less.
        int largest = int.TryParse(Value(config, "MaxArraySize"), CultureInfo.InvariantCulture, out int size) && size > 1
            ? size - 1
            : UsualArray - 1;
        List<string> notes = [];
        string[] lines = partitions.Split('\n');
        string? line = settings.TryGetValue("partition", out string? name)
            ? Array.Find(lines, each => each.StartsWith($"PartitionName={name} ", StringComparison.Ordinal))
            : Array.Find(lines, each => each.Contains(" Default=YES ", StringComparison.Ordinal));
        string mode = line is not null && PartitionMode().Match(line) is { Success: true } match
            ? match.Groups[1].Value
            : Value(config, "PreemptMode") ?? "";
        if (Value(config, "PreemptType") is { } type && type != "preempt/none" && mode.Contains("CANCEL", StringComparison.Ordinal))
            notes.Add("Slurm ends preempted jobs here instead of requeuing them (PreemptMode=CANCEL): a job then requeues itself, if its "
                + $"checkpoint is saved within {Value(config, "KillWait") ?? "30 sec"}; else it is submitted again by the next 'run'");
        if (settings.ContainsKey("no-requeue"))
            notes.Add("with no-requeue a job that is preempted, or at the end of its time, waits for the next 'run'");
        return new() { LargestArray = largest, Notes = notes };
    }

    private static string? Value(string config, string key) =>
        Regex.Match(config, $@"^{key}\s*=\s*(.*?)\s*$", RegexOptions.Multiline) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex(@" PreemptMode=(\S+)")]
    private static partial Regex PartitionMode();
}
