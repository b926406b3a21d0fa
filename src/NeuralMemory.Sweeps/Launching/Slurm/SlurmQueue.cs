using System.Globalization;
using System.Text.RegularExpressions;

namespace NeuralMemory.Sweeps;

/// <summary>A task in the queue.</summary>
/// <param name="State">As Slurm calls it: <c>PENDING</c>, <c>RUNNING</c>.</param>
/// <param name="Reason">Why it waits, in Slurm's words.</param>
/// <param name="Node">Where it runs; empty for nowhere.</param>
internal sealed record SlurmTask(string State, string Reason, string Node)
{
    /// <summary>Whether it waits for its turn; else it runs, or ends just now.</summary>
    public bool IsWaiting => State is "PENDING" or "REQUEUED" or "REQUEUE_HOLD" or "REQUEUE_FED" or "SPECIAL_EXIT";

    /// <summary>Whether it waits for a person.</summary>
    public bool IsHeld =>
        IsWaiting && (State is "REQUEUE_HOLD" or "SPECIAL_EXIT" || Reason.Contains("held", StringComparison.OrdinalIgnoreCase));
}

/// <summary>What the controller knows of arrays: what waits and runs, and for some minutes what has ended.</summary>
internal sealed partial class SlurmQueue
{
    /// <summary>The script, which may have any name, comes last.</summary>
    private const string Format = "%F|%K|%T|%r|%N|%o";

    private const int Columns = 6;

    private readonly Dictionary<(string Number, int Task), SlurmTask> _tasks = [];
    private readonly Dictionary<string, string> _numbers = new(StringComparer.Ordinal);

    private SlurmQueue()
    {
    }

    /// <summary>Asks for what waits and runs.</summary>
    /// <param name="tool">Slurm's commands.</param>
    /// <param name="numbers">The arrays that are asked for; null for all that there are.</param>
    /// <param name="patience">How long the answer may take.</param>
    /// <param name="problem">Why there is no answer; null where there is one.</param>
    public static SlurmQueue? Ask(SlurmTool tool, IReadOnlyCollection<string>? numbers, TimeSpan patience, out string? problem)
    {
        string[] arguments = ["--noheader", "--array", $"--format={Format}"];
        if (numbers is not null)
            arguments = [.. arguments, $"--jobs={string.Join(',', numbers)}"];
        SlurmAnswer answer = tool.Run("squeue", arguments, patience);
        // So it says of a single array that it knows no more.
        bool isGone = answer.Words.Contains("Invalid job id", StringComparison.OrdinalIgnoreCase);
        problem = answer.IsGood || isGone ? null : answer.Words is { Length: > 0 } words ? words : $"squeue ended with code {answer.Code}";
        return problem is null ? Parse(isGone ? "" : answer.Output) : null;
    }

    /// <summary>Reads what squeue writes in <see cref="Format"/>.</summary>
    internal static SlurmQueue Parse(string output)
    {
        SlurmQueue queue = new();
        foreach (string line in output.Split('\n'))
        {
            string[] parts = line.Split('|', Columns);
            if (parts.Length < Columns || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int task))
                continue;
            queue._tasks[(parts[0], task)] = new(parts[2].Trim(), parts[3].Trim(), parts[4].Trim());
            queue._numbers.TryAdd(parts[5].Trim(), parts[0]);
        }

        return queue;
    }

    /// <summary>A task that waits or runs; null when it does neither.</summary>
    public SlurmTask? Find(string number, int task) => _tasks.GetValueOrDefault((number, task));

    /// <summary>The array that was submitted with a script; null for none.</summary>
    public string? NumberOf(string script) => _numbers.GetValueOrDefault(script);

    /// <summary>
    /// How the controller remembers the tasks of an array for some minutes: <c>CANCELLED</c>, <c>FAILED (JobLaunchFailure)</c>. Of one that
    /// was cancelled before it began it may remember nothing.
    /// </summary>
    /// <param name="tool">Slurm's commands.</param>
    /// <param name="number">The array.</param>
    /// <param name="patience">How long the answer may take.</param>
    public static IReadOnlyDictionary<int, string> Remembered(SlurmTool tool, string number, TimeSpan patience) =>
        ParseRemembered(tool.Run("scontrol", ["--oneliner", "show", "job", number], patience).Output);

    /// <summary>Reads what scontrol writes: a line for each task, or for several that were cancelled before they began.</summary>
    internal static IReadOnlyDictionary<int, string> ParseRemembered(string output)
    {
        Dictionary<int, string> tasks = [];
        foreach (Match match in output.Split('\n').Select(line => TaskLine().Match(line)).Where(match => match.Success))
        {
            string reason = match.Groups["reason"].Value;
            string state = match.Groups["state"].Value + (reason is "None" or "" ? "" : $" ({reason})");
            foreach (string[] ends in match.Groups["tasks"].Value.Split(',').Select(part => part.Split('-')))
                if (int.TryParse(ends[0], CultureInfo.InvariantCulture, out int first)
                    && int.TryParse(ends[^1], CultureInfo.InvariantCulture, out int last))
                    for (int task = first; task <= last; task++)
                        tasks[task] = state;
        }

        return tasks;
    }

    [GeneratedRegex(@" ArrayTaskId=(?<tasks>[0-9,-]+).* JobState=(?<state>\w+)(?: Reason=(?<reason>\S+))?")]
    private static partial Regex TaskLine();
}
