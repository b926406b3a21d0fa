using NeuralMemory.Yaml;

namespace NeuralMemory.Sweeps;

/// <summary>Options of <c>sbatch</c> as a user gives them: <c>partition=gpu</c>, <c>time=2:00:00</c>, <c>exclusive</c>.</summary>
public static class SlurmSettings
{
    /// <summary>What the launcher decides, and why.</summary>
    private static readonly Dictionary<string, string> Own = new()
    {
        ["array"] = "the jobs are the tasks of one array; how many run at a time is said by --jobs",
        ["open-mode"] = "a task that is requeued appends to its log",
        ["parsable"] = "it is how the launcher reads the job's number",
        ["wrap"] = "the launcher writes the script",
        ["wait"] = "a submission returns at once",
        ["test-only"] = "a dry run shows what would be submitted",
        ["chdir"] = "a job is run from any folder",
        ["ntasks"] = "a job is one process",
        ["nodes"] = "a job is one process",
    };

    /// <summary>Reads settings from a command line; a later one replaces an earlier one.</summary>
    /// <param name="given">Each <c>name=value</c>, or <c>name</c>.</param>
    /// <param name="before">Those that are replaced by them, as of a sweep's file; null for none.</param>
    /// <exception cref="InvalidInputException">One is wrong; every problem is in it.</exception>
    public static IReadOnlyDictionary<string, string> Read(
        IEnumerable<string> given, IReadOnlyDictionary<string, string>? before = null)
    {
        ArgumentNullException.ThrowIfNull(given);
        OrderedDictionary<string, string> settings = [];
        Diagnostics diagnostics = new();
        foreach (var (name, value) in before ?? settings)
            Add(name, value);
        foreach (string each in given)
        {
            int equals = each.IndexOf('=', StringComparison.Ordinal);
            Add(equals < 0 ? each : each[..equals], equals < 0 ? "" : each[(equals + 1)..]);
        }

        diagnostics.ThrowIfAny();
        return settings;

        void Add(string name, string value)
        {
            string plain = name.StartsWith("--", StringComparison.Ordinal) ? name[2..] : name;
            if (Problem(plain, value) is { } problem)
                diagnostics.Add(new("the options for sbatch", 0, 0), problem);
            else
                settings[plain] = value;
        }
    }

    /// <summary>What is wrong with a setting; null for nothing.</summary>
    public static string? Problem(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        if (name.Length < 2 || !char.IsAsciiLetterLower(name[0])
            || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            return $"{Quoted.Text(name)} is no long name of an option of sbatch, as 'partition' or 'time'";
        if (Own.TryGetValue(name, out string? reason))
            return $"'{name}' cannot be chosen: {reason}";
        return value.Any(char.IsControl) ? $"'{name}': a value is one line of text" : null;
    }
}
