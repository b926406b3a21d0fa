namespace NeuralMemory.Web;

/// <summary>The addresses of pages, below the address of the server and its token.</summary>
internal static class PageLinks
{
    /// <summary>A run's page.</summary>
    public static string Run(string name) => $"run?name={Text(name)}";

    /// <summary>The page of a group of seeds.</summary>
    /// <param name="name">The name of one of its runs.</param>
    public static string Group(string name) => $"compare?group={Text(name)}";

    /// <summary>The page of runs and groups side by side.</summary>
    /// <param name="runs">The names of runs.</param>
    /// <param name="groups">The names of a run of each group.</param>
    public static string Compare(IEnumerable<string> runs, IEnumerable<string> groups) => "compare?" + string.Join('&',
        runs.Select(name => $"run={Text(name)}").Concat(groups.Select(name => $"group={Text(name)}")));

    /// <summary>The page of a machine's memory.</summary>
    /// <param name="name">The run.</param>
    /// <param name="checkpoint">The step of a checkpoint; null for the latest.</param>
    public static string Memory(string name, long? checkpoint = null) =>
        $"memory?run={Text(name)}{(checkpoint is { } step ? FormattableString.Invariant($"&checkpoint={step}") : "")}";

    /// <summary>A part of an address; slashes between folders stay legible.</summary>
    private static string Text(string name) => Uri.EscapeDataString(name).Replace("%2F", "/", StringComparison.Ordinal);
}
