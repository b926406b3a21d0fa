using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>
/// <c>neuralmemory runs note</c> and <c>runs tag</c>: what people write down about a run or a group, in files of its folder.
/// </summary>
internal static partial class RunsNotesCommands
{
    public static DocumentedCommand Note(Terminal terminal)
    {
        Argument<string> folder = Folder();
        Argument<string[]> text = new("TEXT") { Description = "What to write down in place of the note; it is shown if none is given" };
        Option<bool> clear = new("--clear") { Description = "Take the note away" };
        DocumentedCommand command = new("note", "Write a note about a run or a group, or show it",
            "neuralmemory runs note results/ntm-copy-seed1", "neuralmemory runs note results/ntm-copy-seed1 \"the memory stayed empty\"",
            "neuralmemory runs note results/ntm-copy-seed1 --clear")
        { folder, text, clear };
        command.Validators.Add(result =>
        {
            if (result.GetValue(clear) && result.GetValue(text) is { Length: > 0 })
                result.AddError("--clear takes the note away, and a text replaces it; give one of them");
        });
        command.SetAction(parsed =>
        {
            RunNotes notes = Expect(parsed.GetRequiredValue(folder));
            if (parsed.GetValue(clear))
                notes.WriteNote("");
            else if (parsed.GetValue(text) is { Length: > 0 } words)
                notes.WriteNote(string.Join(' ', words));
            else
                terminal.Out.WriteLine(Quoted.Harmless(notes.ReadNote() ?? "there is no note"));
            return ExitCodes.Done;
        });
        return command;
    }

    public static DocumentedCommand Tag(Terminal terminal)
    {
        Argument<string> folder = Folder();
        Argument<string[]> changes = new("TAG")
        {
            Description = "+good to add a tag, -bad to take one away; the tags are shown if none is given",
        };
        changes.Validators.Add(result =>
        {
            foreach (Token token in result.Tokens)
                if (!Change().IsMatch(token.Value))
                    result.AddError($"'{token.Value}' is no change of a tag: write +{Suggestion(token.Value)} to add it, or "
                        + $"-{Suggestion(token.Value)} to take it away; a tag is made of letters, digits, '-', '_' and '.'");
        });
        DocumentedCommand command = new("tag", "Mark a run or a group by words, which runs list --where finds, or show them",
            "neuralmemory runs tag results/ntm-copy-seed1 +good -unclear", "neuralmemory runs tag results/ntm-copy-seed1")
        {
            TakesSigned = true,
        };
        command.Add(folder);
        command.Add(changes);
        command.SetAction(parsed =>
        {
            RunNotes notes = Expect(parsed.GetRequiredValue(folder));
            string[] all = parsed.GetValue(changes) ?? [];
            IReadOnlyList<string> tags = all.Length == 0 ? notes.ReadTags() : notes.ChangeTags(tags =>
            {
                foreach (string change in all)
                    _ = change[0] == '+' ? tags.Add(change[1..]) : tags.Remove(change[1..]);
            });
            terminal.Out.WriteLine(tags.Count == 0 ? "there is no tag" : Quoted.Harmless(string.Join(' ', tags)));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Argument<string> Folder() => new("RUN") { Description = "The run's folder, or that of a group of runs" };

    /// <summary>The notes of a run or a folder of runs.</summary>
    private static RunNotes Expect(string path) =>
        RunLister.FindPaths(path, withHalfWritten: true).Count > 0 ? new(path) : throw RunLister.NothingAt(path);

    private static string Suggestion(string text) => NoTag().Replace(text, "") is { Length: > 0 } tag ? tag : "good";

    [GeneratedRegex(@"^[+-][\p{L}\p{Nd}][\p{L}\p{M}\p{Nd}._-]*$")]
    private static partial Regex Change();

    [GeneratedRegex(@"^[^\p{L}\p{Nd}]+|[^\p{L}\p{M}\p{Nd}._-]")]
    private static partial Regex NoTag();
}
