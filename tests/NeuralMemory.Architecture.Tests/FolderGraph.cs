using System.Text.RegularExpressions;

namespace NeuralMemory.Architecture.Tests;

/// <summary>
/// Which folder of a project uses types of which other: by names, of types that are declared in exactly one folder. Files beside the folders
/// are the top floor, which may use all of them and which none may use.
/// </summary>
internal sealed class FolderGraph
{
    /// <summary>How the top floor is called.</summary>
    public const string TopFloor = "(the project's root)";

    private static readonly Regex Declaration = new(
        @"^(?:\[[^\n]*\]\s*)*(?:(?:public|internal|file|static|sealed|abstract|partial|readonly|ref|unsafe)\s+)*"
        + @"(?:(?:record\s+struct|record\s+class|record|class|struct|interface|enum)|delegate\s+[^\s(]+)\s+(\w+)",
        RegexOptions.Multiline);

    // What follows a dot is a member.
    private static readonly Regex Identifier = new(@"(?<![\w.@])[A-Z]\w*");

    /// <summary>After a member that gets a value, or a parameter that is named, stands <c>=</c> or <c>:</c>.</summary>
    private static readonly Regex Given = new(@"\G\s*(?:=[^=>]|:[^:])");

    /// <summary>Before the name of a property or parameter that is declared stands its type: a name, or what ends one.</summary>
    private static readonly Regex Typed = new(@"(?:(?<word>\w+)|[>\]])\??\s+\z", RegexOptions.RightToLeft);

    /// <summary>How many characters before a name are looked at: more than any type has.</summary>
    private const int Around = 80;

    private static readonly HashSet<string> NoTypes =
    [
        "abstract", "and", "as", "async", "await", "by", "case", "class", "const", "delegate", "else", "enum", "equals", "event", "extern",
        "from", "group", "implicit", "in", "init", "interface", "internal", "into", "is", "join", "let", "new", "not", "on", "operator", "or",
        "orderby", "out", "override", "params", "partial", "private", "protected", "public", "readonly", "record", "ref", "required",
        "return", "scoped", "sealed", "select", "static", "struct", "switch", "this", "throw", "unsafe", "using", "virtual", "volatile",
        "when", "where", "with", "yield",
    ];

    private readonly Dictionary<string, SortedDictionary<string, string>> _uses = [];

    private FolderGraph()
    {
    }

    /// <summary>The graph of some files.</summary>
    /// <param name="files">Each file's path from the project's folder, with <c>/</c>, and its text.</param>
    public static FolderGraph Of(IEnumerable<(string Path, string Text)> files)
    {
        (string Folder, string Path, string Code)[] sources =
            [.. files.Select(file => (FolderOf(file.Path), file.Path, CodeText.Of(file.Text)))];
        Dictionary<string, string> homes = sources
            .SelectMany(file => Declaration.Matches(file.Code).Select(match => (Type: match.Groups[1].Value, file.Folder)))
            .Distinct().GroupBy(each => each.Type).Where(type => type.Count() == 1)
            .ToDictionary(type => type.Key, type => type.Single().Folder);
        FolderGraph graph = new();
        foreach (string folder in sources.Select(file => file.Folder).Distinct().Where(folder => folder != TopFloor))
            graph.Add(TopFloor, folder, "which may use all folders");
        foreach ((string folder, string path, string code) in sources)
            foreach (Match match in Identifier.Matches(code))
                if (homes.TryGetValue(match.Value, out string? home) && home != folder && !IsMember(code, match))
                    graph.Add(folder, home, $"{path} uses {match.Value}");
        return graph;
    }

    /// <summary>The shortest circle through each folder that is in one, in words; each circle once.</summary>
    public IEnumerable<string> Circles()
    {
        HashSet<string> told = [];
        foreach (string folder in _uses.Keys.Order(StringComparer.Ordinal))
            if (CircleThrough(folder) is { } circle && told.Add(string.Join('|', circle.Order(StringComparer.Ordinal))))
                yield return Describe(circle);
    }

    /// <summary>Whether a name is that of a member or parameter, which happens to be a type's too.</summary>
    private static bool IsMember(string code, Match name)
    {
        Match before = Typed.Match(code[Math.Max(0, name.Index - Around)..name.Index]);
        string word = before.Groups["word"].Value;
        return (before.Success && !NoTypes.Contains(word)) || (word != "case" && Given.IsMatch(code, name.Index + name.Length));
    }

    private static string FolderOf(string path) => path.IndexOf('/') is var slash and > 0 ? path[..slash] : TopFloor;

    private void Add(string user, string used, string example)
    {
        if (!_uses.TryGetValue(user, out SortedDictionary<string, string>? all))
            _uses[user] = all = new(StringComparer.Ordinal);
        all.TryAdd(used, example);
    }

    private List<string>? CircleThrough(string folder)
    {
        Dictionary<string, string> cameFrom = [];
        Queue<string> open = new([folder]);
        while (open.TryDequeue(out string? at))
            foreach (string used in _uses.GetValueOrDefault(at)?.Keys ?? Enumerable.Empty<string>())
            {
                if (used == folder)
                {
                    List<string> circle = [at];
                    while (circle[^1] != folder)
                        circle.Add(cameFrom[circle[^1]]);
                    circle.Reverse();
                    return circle;
                }

                if (cameFrom.TryAdd(used, at))
                    open.Enqueue(used);
            }

        return null;
    }

    private string Describe(List<string> circle) => string.Join(" -> ", circle.Append(circle[0])) + ":\n"
        + string.Join('\n', circle.Zip(circle.Skip(1).Append(circle[0]),
            (user, used) => $"    {user} -> {used}: {_uses[user][used]}"));
}
