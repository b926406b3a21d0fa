using System.Text.Json;
using NeuralMemory.Analysis;

namespace NeuralMemory.Reports;

/// <summary>The commands that touched runs, as their journals tell.</summary>
internal static class JournalTable
{
    private const string FileName = "journal.jsonl";
    private const int MostRows = 200;

    // What a journal says of a command, in the order of the columns; all else is left to the file.
    private static readonly string[] Columns = ["time", "command", "version", "commit"];

    /// <summary>A row for each command; null where no run has a journal.</summary>
    public static ReportTable? Of(IEnumerable<RunFacts> runs)
    {
        List<string[]> rows = [];
        int left = 0;
        foreach (RunFacts run in runs)
            foreach (string line in LinesOf(run))
                if (Read(line) is { } row && rows.Count < MostRows)
                    rows.Add([System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(run.Path)), .. row]);
                else
                    left++;
        return rows.Count == 0 ? null : new([new("run"), .. Columns.Select(column => new ReportColumn(column))], rows)
        {
            Notes = left == 0 ? [] : [$"{AxisText.Count(left)} more lines are in the files {FileName}."],
        };
    }

    private static string[] LinesOf(RunFacts run)
    {
        string file = System.IO.Path.Combine(run.Path, FileName);
        try
        {
            return File.Exists(file) ? File.ReadAllLines(file) : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The line's fields; null for a line that is torn.</summary>
    private static string[]? Read(string line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind != JsonValueKind.Object ? null :
            [
                .. Columns.Select(column => document.RootElement.TryGetProperty(column, out JsonElement value)
                    ? value.ValueKind == JsonValueKind.Array ? string.Join(' ', value.EnumerateArray()) : value.ToString()
                    : ""),
            ];
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
