using System.Text.Json.Nodes;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>
/// Tells of files that were checked: for people a line for each good one and all problems at the end on standard error, for scripts one
/// document on standard output.
/// </summary>
/// <param name="terminal">Where to.</param>
/// <param name="json">Whether a script reads it.</param>
internal sealed class ValidationReport(Terminal terminal, bool json)
{
    private readonly List<Diagnostic> _problems = [];
    private readonly JsonArray _files = [];

    /// <summary>A config was checked and has these problems.</summary>
    public void Add(string file, IReadOnlyList<Diagnostic> problems) => Add(file, problems, TaskDocuments.Check(file, problems), "");

    /// <summary>A task was checked.</summary>
    public void Add(string file, Validation found)
    {
        string lengths = (found.Shortest, found.Longest) is ({ } least, { } most) ? $", {Describe(least, most)}" : "";
        string meant = string.Concat(found.Acknowledged.Select(each => $"; acknowledged: {Quoted.Harmless(each)}"));
        Add(file, found.Problems, TaskDocuments.Check(file, found), lengths + meant);
    }

    private void Add(string file, IReadOnlyList<Diagnostic> problems, JsonObject document, string more)
    {
        _problems.AddRange(problems);
        _files.Add((JsonNode)document);
        if (problems.Count == 0 && !json)
            terminal.WriteWords($"{Quoted.Harmless(file)}: {terminal.Paint("ok", TextColor.Green)}{more}", indent: 2);
    }

    /// <summary><c>3 steps (length = 1) to 41 steps (length = 20)</c>.</summary>
    private static string Describe(EpisodeExtreme least, EpisodeExtreme most) =>
        least.Length == most.Length ? Steps(least, "") : $"{Steps(least, least.Parameters)} to {Steps(most, most.Parameters)}";

    private static string Steps(EpisodeExtreme extreme, string with) =>
        $"{Readable.Count(extreme.Length, "step")}{(with.Length > 0 ? $" ({with})" : "")}";

    /// <summary>There are no more files.</summary>
    /// <returns>The exit code.</returns>
    public int Finish()
    {
        if (!json)
            return Failure.Report(_problems, terminal);
        Json.Write(terminal, _files);
        return _problems.Count == 0 ? ExitCodes.Done : ExitCodes.Usage;
    }
}
