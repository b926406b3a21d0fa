using System.Text.Json.Nodes;
using NeuralMemory.Tasks;

namespace NeuralMemory.Cli;

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

    /// <summary>A file was checked and has these problems.</summary>
    public void Add(string file, IReadOnlyList<Diagnostic> problems)
    {
        _problems.AddRange(problems);
        _files.Add(TaskDocuments.Check(file, problems));
        if (problems.Count == 0 && !json)
            terminal.Out.WriteLine($"{file}: {terminal.Paint("ok", TextColor.Green)}");
    }

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
