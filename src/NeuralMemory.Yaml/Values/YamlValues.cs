using System.Globalization;

namespace NeuralMemory.Yaml;

/// <summary>Takes typed values from YAML nodes; what does not fit is reported at the node, and null returned.</summary>
public static class YamlValues
{
    /// <summary>A whole number in [<paramref name="min"/>, <paramref name="max"/>].</summary>
    public static long? AsInteger(this YamlNode node, Diagnostics diagnostics, long min = long.MinValue, long max = long.MaxValue)
    {
        if (node is YamlScalar scalar && scalar.TryInteger(out long value) && value >= min && value <= max)
            return value;
        Report(node, diagnostics, "an integer" + Bounds(min, max));
        return null;
    }

    /// <summary>A finite number, for example <c>1e-4</c>.</summary>
    public static double? AsReal(this YamlNode node, Diagnostics diagnostics)
    {
        if (node is YamlScalar scalar && scalar.TryReal(out double value))
            return value;
        Report(node, diagnostics, "a number");
        return null;
    }

    /// <summary>Any scalar that is not nothing, as its text.</summary>
    public static string? AsText(this YamlNode node, Diagnostics diagnostics)
    {
        if (node is YamlScalar { IsNull: false } scalar)
            return scalar.Text;
        Report(node, diagnostics, "a text");
        return null;
    }

    /// <summary>One of these names; an unknown one is answered with the nearest.</summary>
    /// <param name="node">The value.</param>
    /// <param name="what">What is named, for example <c>optimizer kind</c>.</param>
    /// <param name="names">The names that exist.</param>
    /// <param name="diagnostics">Receives the problems.</param>
    public static string? AsChoice(this YamlNode node, string what, IReadOnlyCollection<string> names, Diagnostics diagnostics)
    {
        if (node.AsText(diagnostics) is not { } text)
            return null;
        if (names.Contains(text))
            return text;
        diagnostics.Add(node.Mark, $"unknown {what} {Quoted.Text(text)}{NearestName.Hint(text, names)}");
        return null;
    }

    /// <summary>A member of an enumeration by its name in lower case with hyphens: <c>ReadFirst</c> is <c>read-first</c>.</summary>
    public static T? AsEnum<T>(this YamlNode node, string what, Diagnostics diagnostics) where T : struct, Enum
    {
        T[] values = Enum.GetValues<T>();
        string[] names = [.. values.Select(NameOf)];
        return node.AsChoice(what, names, diagnostics) is { } name ? values[Array.IndexOf(names, name)] : null;
    }

    /// <summary>How <see cref="AsEnum{T}"/> spells a member.</summary>
    public static string NameOf<T>(T value) where T : struct, Enum
    {
        string name = value.ToString();
        return string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));
    }

    /// <summary>A mapping.</summary>
    public static YamlMapping? AsMapping(this YamlNode node, Diagnostics diagnostics)
    {
        if (node is not YamlMapping)
            Report(node, diagnostics, "a mapping of keys to values");
        return node as YamlMapping;
    }

    /// <summary>The items of a list.</summary>
    public static IReadOnlyList<YamlNode>? AsItems(this YamlNode node, Diagnostics diagnostics)
    {
        if (node is not YamlSequence)
            Report(node, diagnostics, "a list");
        return (node as YamlSequence)?.Items;
    }

    private static string Bounds(long min, long max) => (min > long.MinValue, max < long.MaxValue) switch
    {
        (true, true) => string.Create(CultureInfo.InvariantCulture, $" from {min} to {max}"),
        (true, false) => string.Create(CultureInfo.InvariantCulture, $" of at least {min}"),
        (false, true) => string.Create(CultureInfo.InvariantCulture, $" of at most {max}"),
        _ => "",
    };

    private static void Report(YamlNode node, Diagnostics diagnostics, string expected) =>
        diagnostics.Add(node.Mark, $"expected {expected}, found {node.Describe()}");
}
