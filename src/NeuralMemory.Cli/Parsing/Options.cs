using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace NeuralMemory.Cli;

/// <summary>The options that several commands share.</summary>
internal static class Options
{
    /// <summary><c>--json</c>.</summary>
    public static Option<bool> Json(string description) => new("--json") { Description = description };

    /// <summary><c>--quiet</c>.</summary>
    public static Option<bool> Quiet() => new("--quiet") { Description = "Print only how it ended" };

    /// <summary><c>--set KEY=VALUE</c>, as often as one likes.</summary>
    public static Option<string[]> Set(string description, string example) => new("--set")
    {
        Description = $"{description}, as in --set {example}; may be repeated",
        HelpName = "KEY=VALUE",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    /// <summary>An option that takes a whole number; null when it is not given.</summary>
    public static Option<long?> Whole(string name, string description, long min = long.MinValue, long max = long.MaxValue) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => ReadWhole(result, name, min, max),
    };

    private static long? ReadWhole(ArgumentResult result, string name, long min, long max)
    {
        string text = result.Tokens[^1].Value;
        bool isWhole = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value);
        if (isWhole && value >= min && value <= max)
            return value;
        string expected = min == long.MinValue ? "a whole number"
            : max == long.MaxValue ? $"a whole number, at least {min}"
            : $"a whole number from {min} to {max}";
        result.AddError($"'{name}': expected {expected}, found '{text}'");
        return null;
    }
}
