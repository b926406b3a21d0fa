using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace NeuralMemory.Exports;

/// <summary>
/// Programs made of templates, which are Python with a few more lines: <c>#: if FLAG</c>, <c>#: elif FLAG</c>, <c>#: else</c> and
/// <c>#: end</c> say which lines are there, and <c>{{name}}</c> is replaced. A condition is flags with <c>not</c>, <c>and</c> and
/// <c>or</c>, the first binding most.
/// </summary>
internal static partial class TemplateText
{
    private const string Mark = "#: ";

    /// <summary>A template of this assembly.</summary>
    public static string Load(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"pytorch/{name}")
            ?? throw new ArgumentException($"there is no template '{name}'", nameof(name));
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    /// <summary>A template's lines for what holds.</summary>
    /// <exception cref="FormatException">The template is wrong.</exception>
    public static string Fill(string template, IReadOnlySet<string> flags, IReadOnlyDictionary<string, string> words)
    {
        StringBuilder text = new();
        // Of each condition that is open: whether its lines are there now, and whether any branch of it was.
        Stack<(bool Holds, bool Held)> open = new();
        foreach (string line in template.Split('\n'))
        {
            if (!line.StartsWith(Mark, StringComparison.Ordinal))
            {
                if (open.All(condition => condition.Holds))
                    text.Append(Wrapped(Replaced(line, words))).Append('\n');
                continue;
            }

            string[] parts = line[Mark.Length..].Split(' ', 2);
            if (parts[0] == "if")
            {
                bool holds = Holds(parts[1], flags);
                open.Push((holds, holds));
                continue;
            }

            if (!open.TryPop(out (bool Holds, bool Held) last))
                throw new FormatException($"'{line}' closes nothing");
            switch (parts[0])
            {
                case "elif":
                    bool now = !last.Held && Holds(parts[1], flags);
                    open.Push((now, last.Held || now));
                    break;
                case "else":
                    open.Push((!last.Held, true));
                    break;
                case "end":
                    break;
                default:
                    throw new FormatException($"'{line}' is no condition");
            }
        }

        return open.Count == 0 ? text.ToString() : throw new FormatException("a condition is not closed");
    }

    /// <summary>Programs one behind the other, with as many blank lines as Python's style guide (PEP 8) wants.</summary>
    public static string Join(IEnumerable<string> parts)
    {
        StringBuilder text = new();
        int blank = 0;
        foreach (string line in parts.SelectMany(part => part.Split('\n').Append("")))
        {
            if (line.Length == 0)
            {
                blank++;
                continue;
            }

            if (blank > 0 && text.Length > 0)
                text.Append('\n', line[0] == ' ' || !Definition().IsMatch(line) ? 1 : 2);
            blank = 0;
            text.Append(line).Append('\n');
        }

        return text.ToString();
    }

    private static bool Holds(string condition, IReadOnlySet<string> flags)
    {
        const string no = "not ";
        return condition.Split(" or ").Any(all => all.Split(" and ").All(one =>
            one.StartsWith(no, StringComparison.Ordinal) ? !flags.Contains(one[no.Length..]) : flags.Contains(one)));
    }

    /// <summary>A constructor with many arguments goes on below its first one.</summary>
    private static string Wrapped(string line)
    {
        const int longest = 118;
        if (line.Length <= longest || !line.TrimStart().StartsWith("def ", StringComparison.Ordinal))
            return line;
        int cut = line.LastIndexOf(", ", longest - 1, StringComparison.Ordinal) + 1;
        return $"{line[..cut]}\n{new string(' ', line.IndexOf('(', StringComparison.Ordinal) + 1)}{line[cut..].TrimStart()}";
    }

    private static string Replaced(string line, IReadOnlyDictionary<string, string> words) => Word().Replace(
        line, match => words.TryGetValue(match.Groups[1].Value, out string? text) ? text
            : throw new FormatException($"nothing stands for '{match.Value}'"));

    [GeneratedRegex(@"\{\{([a-z_]+)\}\}")]
    private static partial Regex Word();

    [GeneratedRegex(@"^(class|def|@)\b")]
    private static partial Regex Definition();
}
