using System.Text.RegularExpressions;

namespace NeuralMemory.Commands.Tests;

/// <summary>What is done to a YAML file: a change of its lines, numbers, keys, types or characters.</summary>
internal static partial class TextMutation
{
    /// <summary>Numbers at the ends of what numbers are, and what is none.</summary>
    public static readonly string[] Extremes =
    [
        "-0", "-0.0", "0", "-1", "1", "0.5", "1e-45", "1e-320", "1e308", "-1e308", "1e999", "-1e999", "NaN", ".nan", ".inf", "-.inf", "Infinity",
        "2147483647", "2147483648", "-2147483648", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
        "18446744073709551616", "1000000", "0x10", "0o17", "1_000", "1e3", "007", "1.", ".5", "+3", "٣",
    ];

    /// <summary>Characters that a terminal obeys, that are not seen, that turn text around, or that are more than one.</summary>
    public static readonly string[] Characters =
    [
        "\0", "\u0007", "\e[2J", "\u007F", "\u0085", "\u009B", "\u00A0", "\u00AD", "\u0301", "\u200B", "\u200D", "\u2028", "\u202E", "\uFEFF",
        "\uFFFD", "\uFFFE", "é", "雪", "\U0001F600", "\t", "\r", "\\", "'", "\"", "`", "@", "%", "#", ": ", "- ", "? ", "| ", "> ", "{", "}", "[", "]",
        ",", "&", "*", "!", "!!int ", "!!binary ", "---\n", "...\n", "%YAML 9.9\n",
    ];

    private static readonly string[] Expressions =
    [
        "length / 0", "length % 0", "-length", "bits(1000000, 1000000)", "bits(0, 0)", "bits(-1, 2)", "2 ** 3", "(((((((((1)))))))))",
        "reverse(reverse(items))", "items[0]", "integer(5, 1)", "not 1", "1 < 2 < 3", "if(1, 2, 3)", "max()", "nothing_there", "'text'",
        "concat(items, items)", "zeros(1, 1)", "integer(0, 9223372036854775807)", "normals(2, 2, 0, 1e308)", "length and width",
    ];

    /// <summary>The kinds of change, each with what does it.</summary>
    public static readonly (string Name, Func<string, Dice, string> Apply)[] All =
    [
        ("line deleted", (text, dice) => Lines(text, dice, (lines, at) => lines.RemoveAt(at))),
        ("line doubled", (text, dice) => Lines(text, dice, (lines, at) => lines.Insert(at, lines[at]))),
        ("lines swapped", (text, dice) => Lines(text, dice, (lines, at) =>
        {
            int other = dice.Below(lines.Count);
            (lines[at], lines[other]) = (lines[other], lines[at]);
        })),
        ("indentation", (text, dice) => Lines(text, dice, (lines, at) => lines[at] = dice.Below(3) switch
        {
            0 => "  " + lines[at],
            1 => lines[at].StartsWith(' ') ? lines[at][1..] : " " + lines[at],
            _ => "\t" + lines[at].TrimStart(),
        })),
        ("number", (text, dice) => Match(Number(), text, dice, _ => dice.Of(Extremes))),
        ("character", (text, dice) => text.Insert(dice.Below(text.Length + 1), dice.Of(Characters))),
        ("truncated", (text, dice) => text[..dice.Below(text.Length + 1)]),
        ("key renamed", (text, dice) => Match(Key(), text, dice, key => dice.Below(4) switch
        {
            0 => key + dice.Of(Characters),
            1 => key[1..],
            2 => key[..^1] + (char)(key[^1] ^ 1),
            _ => Key().Matches(text) is var all && all.Count > 0 ? all[dice.Below(all.Count)].Value : "",
        })),
        ("type changed", (text, dice) => Match(Value(), text, dice, value => dice.Below(8) switch
        {
            0 => $"[{value}]",
            1 => $"{{ a: {value} }}",
            2 => $"{{ kind: {value} }}",
            3 => $"[[{value}], {value}]",
            4 => "null",
            5 => "\"\"",
            6 => "true",
            _ => $"\"{value.Replace("\"", "", StringComparison.Ordinal)}\"",
        })),
        ("value of another key", (text, dice) => Match(Value(), text, dice, _ =>
            Value().Matches(text) is var all && all.Count > 0 ? all[dice.Below(all.Count)].Value : "")),
        ("expression", (text, dice) => Match(Value(), text, dice, _ => dice.Of(Expressions))),
        ("anchor", (text, dice) => Match(Value(), text, dice, value => dice.Below(4) switch
        {
            0 => $"&a {value}",
            1 => "*a",
            2 => "&a [*a]",
            _ => "&a { <<: *a }",
        })),
    ];

    private static string Lines(string text, Dice dice, Action<List<string>, int> change)
    {
        List<string> lines = [.. text.Split('\n')];
        change(lines, dice.Below(lines.Count));
        return string.Join('\n', lines);
    }

    private static string Match(Regex what, string text, Dice dice, Func<string, string> replacement)
    {
        MatchCollection found = what.Matches(text);
        if (found.Count == 0)
            return text;
        Match one = found[dice.Below(found.Count)];
        return text[..one.Index] + replacement(one.Value) + text[(one.Index + one.Length)..];
    }

    [GeneratedRegex(@"(?<![\w.])-?\d+(\.\d+)?(e-?\d+)?(?![\w.])")]
    private static partial Regex Number();

    [GeneratedRegex(@"[a-z_]+(?=:(\s|$))")]
    private static partial Regex Key();

    [GeneratedRegex(@"(?<=: )[^\s#{}\[\],][^\n#{}\[\],]*")]
    private static partial Regex Value();
}
