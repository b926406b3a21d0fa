using System.Globalization;
using NeuralMemory.Analysis;
using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>The commands that touched runs, as their journals tell.</summary>
public static class JournalTable
{
    private const int MostRows = 200, CommitCharacters = 7;

    /// <summary>A row for each command; null where no run has a journal.</summary>
    public static ReportTable? Of(IReadOnlyList<RunFacts> runs)
    {
        string[][] rows = [.. runs.SelectMany(RowsOf)];
        bool isAlone = runs.Count == 1;
        return rows.Length == 0 ? null : new(
        [
            .. isAlone ? (ReportColumn[])[] : [new("run") { IsWhole = true }], new("time (UTC)") { IsWhole = true }, new("what"),
            new("steps") { IsWhole = true }, new("ended"), new("version"), new("work tree"), new("command"),
        ],
        [
            .. rows.Take(MostRows).Select(row => (IReadOnlyList<string>)(isAlone ? row[1..] : row)),
        ])
        {
            Notes = rows.Length <= MostRows ? []
                : [$"{AxisText.Count(rows.Length - MostRows)} more lines are in the files {RunFiles.Journal} of the runs."],
        };
    }

    private static IEnumerable<string[]> RowsOf(RunFacts run)
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(run.Path)));
        IReadOnlyList<JournalEntry> entries = Read(run);
        for (int i = 0; i < entries.Count; i++)
            if (entries[i] is { Event: JournalEvent.Began } began)
            {
                JournalEntry? ended = entries.Skip(i + 1).FirstOrDefault(later => later.Ends(began));
                yield return
                [
                    name, began.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), began.What,
                    ended is not null && ended.Step != began.Step
                        ? $"{AxisText.Count(began.Step)} to {AxisText.Count(ended.Step)}"
                        : AxisText.Count(began.Step),
                    ended?.Outcome ?? "no end", VersionOf(began), WorkTreeOf(began.Source),
                    began.Command ?? string.Join(' ', began.Overrides ?? []),
                ];
            }
    }

    /// <summary>A journal that cannot be read keeps no report from being made.</summary>
    private static IReadOnlyList<JournalEntry> Read(RunFacts run)
    {
        try
        {
            using RunDirectory directory = RunDirectory.Open(run.Path);
            return directory.Journal.Read();
        }
        catch (RunException)
        {
            return [];
        }
    }

    private static string VersionOf(JournalEntry entry) =>
        $"{entry.Version}{(entry.Commit is { } commit ? $" {Short(commit)}" : "")}{(entry.Dirty == true ? ", changed" : "")}";

    private static string WorkTreeOf(JournalSource? source) => source is null ? ""
        : Short(source.Commit) + (source.Patch is { } patch ? $" with {RunFiles.JournalPatches}/{patch}" : "");

    private static string Short(string commit) => commit[..Math.Min(CommitCharacters, commit.Length)];
}
