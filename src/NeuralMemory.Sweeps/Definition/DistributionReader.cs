using System.Text.RegularExpressions;
using NeuralMemory.Yaml;

namespace NeuralMemory.Sweeps;

/// <summary>
/// Reads what an axis is drawn from: <c>uniform(16, 64)</c>, <c>log-uniform(1e-4, 1e-2)</c>, a list of choices, or the same as a mapping,
/// <c>{ log-uniform: [1e-4, 1e-2] }</c>.
/// </summary>
internal static partial class DistributionReader
{
    /// <summary>What may be written, for messages and the documentation.</summary>
    public const string Forms = "`uniform(low, high)`, `log-uniform(low, high)`, or a list of values to choose from";

    private const string ChoiceName = "choice";

    private static readonly string[] Names = [Interval.Uniform, Interval.Logarithmic, ChoiceName];

    /// <summary>Reads it, or reports at its place.</summary>
    public static Distribution? Read(YamlNode node, string path, Diagnostics diagnostics)
    {
        switch (node)
        {
            case YamlSequence list:
                return Of(ChoiceName, list, path, diagnostics);
            case YamlMapping { Entries: [var entry] }:
                return Of(entry.Key, entry.Value, path, diagnostics);
            case YamlScalar { Style: YamlScalarStyle.Plain } scalar when Call().Match(scalar.Text) is { Success: true } call:
                // The arguments stand where they stood, so that what is wrong with one is told at its place.
                string text = new string(' ', Math.Max(0, scalar.Mark.Column - 1 + call.Groups[2].Index - 1)) + $"[{call.Groups[2].Value}]";
                Diagnostics inner = new();
                if (YamlReader.Read(scalar.Mark.File, text, inner) is YamlSequence arguments)
                    return Of(call.Groups[1].Value, new YamlSequence(scalar.Mark, arguments.Items), path, diagnostics);
                break;
        }

        diagnostics.Add(node.Mark, $"'{path}': expected {Forms.Replace("`", "'", StringComparison.Ordinal)}, found {node.Describe()}");
        return null;
    }

    private static Distribution? Of(string name, YamlNode arguments, string path, Diagnostics diagnostics)
    {
        if (!Names.Contains(name))
        {
            diagnostics.Add(arguments.Mark, $"'{path}': nothing is drawn by {Quoted.Text(name)}{NearestName.Hint(name, Names)}");
            return null;
        }

        if (arguments is not YamlSequence { Items.Count: > 0 } list)
        {
            diagnostics.Add(arguments.Mark, $"'{path}': expected a list of at least one value, found {arguments.Describe()}");
            return null;
        }

        return name == ChoiceName
            ? new Choice(list.Items) { Mark = list.Mark }
            : IntervalOf(list, name == Interval.Logarithmic, path, diagnostics);
    }

    private static Interval? IntervalOf(YamlSequence list, bool isLogarithmic, string path, Diagnostics diagnostics)
    {
        if (list.Items is not [YamlScalar first, YamlScalar second] || !first.TryReal(out double low) || !second.TryReal(out double high))
        {
            diagnostics.Add(list.Mark, $"'{path}': expected two numbers, the lower one first, found {YamlText.Inline(list)}");
            return null;
        }

        if (low >= high || !double.IsFinite(high - low))
        {
            diagnostics.Add(list.Mark, $"'{path}': the lower bound comes first, and is below the other; found {YamlText.Inline(list)}");
            return null;
        }

        if (isLogarithmic && low <= 0)
        {
            diagnostics.Add(list.Mark, $"'{path}': a logarithm has bounds above 0, found {YamlText.Inline(list)}");
            return null;
        }

        return new(low, high, isLogarithmic, first.TryInteger(out _) && second.TryInteger(out _)) { Mark = list.Mark };
    }

    [GeneratedRegex(@"^\s*([a-z-]+)\s*\((.*)\)\s*$", RegexOptions.Singleline)]
    private static partial Regex Call();
}
