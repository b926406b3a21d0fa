using System.Globalization;
using NeuralMemory.Results;

namespace NeuralMemory.Sweeps;

/// <summary>What <c>sbatch</c> is asked for: options in order, by their long names.</summary>
internal static class SlurmRequest
{
    private const long Megabyte = 1 << 20;

    // What an estimate misses: a job that is killed for a few bytes has cost more than it saves.
    private const double Headroom = 1.5;

    private const long LeastMegabytes = 512;

    /// <summary>The options of an array.</summary>
    /// <param name="options">What the user and the sweep say.</param>
    /// <param name="folder">The submission's folder, as a full path.</param>
    /// <param name="plans">The jobs of its tasks.</param>
    /// <exception cref="RunException">The folder's name is one that Slurm cannot write logs into.</exception>
    public static IReadOnlyDictionary<string, string> Of(SlurmOptions options, string folder, IReadOnlyList<JobPlan> plans)
    {
        // A backslash turns off what names the logs, and every % would be one of its signs.
        if (folder.Contains('\\', StringComparison.Ordinal) || folder.Any(char.IsControl))
            throw new RunException(RunProblem.Storage,
                $"'{options.Folder}': Slurm cannot name logs in a folder whose name has a backslash or a line's end; "
                + "choose another by --out");
        int tasks = plans.Count;
        OrderedDictionary<string, string> request = new()
        {
            ["job-name"] = options.Name,
            ["array"] = string.Create(CultureInfo.InvariantCulture,
                $"1-{tasks}{(options.MostAtOnce is { } most && most < tasks ? $"%{most}" : "")}"),
            ["output"] = $"{folder.Replace("%", "%%")}/%a.log",
            ["open-mode"] = "append",
            ["requeue"] = "",
            ["cpus-per-task"] = options.Threads.ToString(CultureInfo.InvariantCulture),
        };
        bool isSaid = options.Settings.Keys.Any(key => key.StartsWith("mem", StringComparison.Ordinal));
        if (!isSaid && options.Memory?.Invoke(plans) is { } bytes)
            request["mem"] = string.Create(CultureInfo.InvariantCulture,
                $"{Math.Max(LeastMegabytes, (long)Math.Ceiling(bytes * Headroom / Megabyte))}M");
        TimeSpan? limit = options.Settings.TryGetValue("time", out string? time) ? SlurmTime.Read(time) : null;
        request["signal"] = string.Create(CultureInfo.InvariantCulture, $"B:USR1@{SlurmTime.Warning(limit)}");
        foreach (var (name, value) in options.Settings)
            request[name] = value;
        if (request.ContainsKey("no-requeue"))
            request.Remove("requeue");
        return request;
    }

    /// <summary>An option as an argument.</summary>
    public static string Argument(KeyValuePair<string, string> option) =>
        option.Value.Length == 0 ? $"--{option.Key}" : $"--{option.Key}={option.Value}";

    /// <summary>An option as a line of a script.</summary>
    public static string Directive(KeyValuePair<string, string> option) =>
        option.Value.Length == 0 ? $"#SBATCH --{option.Key}" : $"#SBATCH --{option.Key}={ShellText.Directive(option.Value)}";
}
