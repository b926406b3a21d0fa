using System.Globalization;
using System.Text.Json.Nodes;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>What touched a run: a line for each command, and below it what was typed.</summary>
internal static class JournalText
{
    private const int Most = 20, CommitCharacters = 7;

    /// <summary>For people: the latest, the latest last.</summary>
    public static void Print(Terminal terminal, IReadOnlyList<JournalEntry> entries)
    {
        Touch[] all = [.. TouchesIn(entries)];
        if (all.Length == 0)
            return;
        terminal.Out.WriteLine("journal:");
        if (all.Length > Most)
            terminal.WriteWords($"({Readable.Count(all.Length - Most)} before)", indent: 2);
        foreach (Touch touch in all.TakeLast(Most))
        {
            terminal.WriteWords($"  {LineOf(touch)}", indent: 4);
            if (touch.Began.Command is { } command)
                terminal.WriteWords(terminal.Paint($"    {Quoted.Harmless(command)}", TextColor.Dim), indent: 6);
            else if (touch.Began.Overrides is { } overrides)
                terminal.WriteWords(terminal.Paint($"    {Quoted.Harmless(string.Join(' ', overrides))}", TextColor.Dim), indent: 6);
        }
    }

    /// <summary>For scripts: each command with how it ended.</summary>
    public static JsonArray Document(IReadOnlyList<JournalEntry> entries) =>
        [.. TouchesIn(entries).Select(touch => (JsonNode)Document(touch))];

    private static JsonObject Document(Touch touch) => new()
    {
        ["what"] = touch.Began.What,
        ["time"] = touch.Began.Time.ToString("O", CultureInfo.InvariantCulture),
        ["command"] = touch.Began.Command,
        ["overrides"] = new JsonArray([.. (touch.Began.Overrides ?? []).Select(text => JsonValue.Create(text))]),
        ["step"] = touch.Began.Step,
        ["version"] = touch.Began.Version,
        ["commit"] = touch.Began.Commit,
        ["dirty"] = touch.Began.Dirty,
        ["host"] = touch.Began.Host,
        ["process"] = touch.Began.Process,
        ["source"] = touch.Began.Source is { } source ? Document(source) : null,
        ["ended"] = touch.Ended?.Time.ToString("O", CultureInfo.InvariantCulture),
        ["ended_step"] = touch.Ended?.Step,
        ["outcome"] = touch.Ended?.Outcome,
        ["reason"] = touch.Ended?.Reason,
    };

    private static JsonObject Document(JournalSource source) => new()
    {
        ["commit"] = source.Commit,
        ["patch"] = source.Patch,
        ["cut"] = source.Cut,
        ["untracked"] = new JsonArray([.. source.Untracked.Select(file => JsonValue.Create(file))]),
    };

    /// <summary><c>2030-01-02 12:00  train   step 0 to 20,000, done; version 0.1.0 22fa01b; desk; work tree 1f2e3d4</c>.</summary>
    private static string LineOf(Touch touch)
    {
        JournalEntry began = touch.Began;
        string when = began.Time.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        string steps = touch.Ended is { } ended && ended.Step != began.Step
            ? $"step {Readable.Count(began.Step)} to {Readable.Count(ended.Step)}"
            : $"step {Readable.Count(began.Step)}";
        // One that is still at it has not ended either.
        string outcome = touch.Ended?.Outcome ?? "no end";
        string commit = began.Commit is { } built ? $" {Short(built)}" : "";
        string version = $"{began.Version}{commit}{(began.Dirty == true ? ", changed" : "")}";
        return Quoted.Harmless($"{when}  {began.What,-6}  {steps}, {outcome}; version {version}; {began.Host}{SourceOf(began.Source)}");
    }

    private static string SourceOf(JournalSource? source)
    {
        if (source is null)
            return "";
        string patch = source.Patch is { } name
            ? $" with {RunFiles.JournalPatches}/{name}{(source.Cut ? ", its first MiB" : "")}"
            : "";
        string untracked = source.Untracked.Count > 0 ? $", {Readable.Count(source.Untracked.Count, "untracked file")}" : "";
        return $"; work tree {Short(source.Commit)}{patch}{untracked}";
    }

    private static string Short(string commit) => commit[..Math.Min(CommitCharacters, commit.Length)];

    private static IEnumerable<Touch> TouchesIn(IReadOnlyList<JournalEntry> entries)
    {
        for (int i = 0; i < entries.Count; i++)
            if (entries[i] is { Event: JournalEvent.Began } began)
                yield return new(began, entries.Skip(i + 1).FirstOrDefault(later => later.Ends(began)));
    }

    /// <summary>A command, and how it ended; null where it was killed, or has not ended.</summary>
    private sealed record Touch(JournalEntry Began, JournalEntry? Ended);
}
