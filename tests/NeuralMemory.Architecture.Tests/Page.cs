using System.Text.RegularExpressions;

namespace NeuralMemory.Architecture.Tests;

/// <summary>A Markdown page of the repository, as far as its references go.</summary>
internal sealed partial class Page
{
    private readonly string _path;
    private readonly (int Number, string Text, bool Fenced)[] _lines;

    public Page(string path)
    {
        _path = path;
        bool fenced = false;
        _lines =
        [
            .. File.ReadLines(path).Select((text, index) =>
            {
                bool fence = text.TrimStart().StartsWith("```", StringComparison.Ordinal);
                fenced ^= fence;
                return (index + 1, text, fenced || fence);
            }),
        ];
        IsClosed = !fenced;
    }

    /// <summary>Whether every block of code ends.</summary>
    public bool IsClosed { get; }

    /// <summary>What links name a heading by: lower case, no punctuation, a hyphen in place of each space.</summary>
    public IEnumerable<string> Anchors => Prose
        .Where(line => line.Text.StartsWith('#'))
        .Select(line => Punctuation()
            .Replace(LinkedText().Replace(line.Text.TrimStart('#'), "$1"), "").Trim().ToLowerInvariant().Replace(' ', '-'));

    /// <summary>What is linked within the repository, with where the link stands.</summary>
    public IEnumerable<(string Place, string Target)> Links => Prose
        .SelectMany(line => Link().Matches(Code().Replace(line.Text, "")).Select(link => (At(line.Number), link.Groups[1].Value)))
        .Where(link => !Scheme().IsMatch(link.Value));

    /// <summary>The names of source files and folders that stand in code spans, line by line.</summary>
    public IEnumerable<(string Place, string[] Names)> SourceNames => Prose
        .Select(line => (At(line.Number), SourceName().Matches(line.Text).Select(name => name.Groups[1].Value).ToArray()))
        .Where(line => line.Item2.Length > 0);

    /// <summary>Rows of tables that no header stands above: they are shown as text.</summary>
    public IEnumerable<string> LooseRows => Prose.Zip(Prose.Skip(1))
        .Where(pair => IsRow(pair.Second.Text) && !Rule().IsMatch(pair.Second.Text) && !IsRow(pair.First.Text))
        .Where(pair => pair.Second.Number >= _lines.Length || !Rule().IsMatch(_lines[pair.Second.Number].Text))
        .Select(pair => At(pair.Second.Number));

    private IEnumerable<(int Number, string Text, bool Fenced)> Prose => _lines.Where(line => !line.Fenced);

    private static bool IsRow(string text) => text.StartsWith('|');

    private string At(int number) => $"{Sources.Show(_path)}:{number}";

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex LinkedText();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex Code();

    [GeneratedRegex("^[a-z]+:")]
    private static partial Regex Scheme();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Punctuation();

    [GeneratedRegex(@"^\|[\s:|-]+\|?\s*$")]
    private static partial Regex Rule();

    [GeneratedRegex(@"`([A-Z][\w./-]*(?:\.cs|/))`")]
    private static partial Regex SourceName();
}
