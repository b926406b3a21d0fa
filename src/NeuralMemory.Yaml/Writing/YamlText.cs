using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace NeuralMemory.Yaml;

/// <summary>Writes YAML: sections in blocks, lists and named values on one line.</summary>
public static class YamlText
{
    private const int CommentColumn = 40;

    /// <summary>A document.</summary>
    /// <param name="root">Its keys.</param>
    /// <param name="commentOf">A comment for the dotted path of a key, or null.</param>
    public static string Document(YamlMapping root, Func<string, string?>? commentOf = null)
    {
        StringBuilder text = new();
        WriteBlock(text, root, "", 0, commentOf ?? (_ => null));
        return text.ToString();
    }

    /// <summary>A value on one line.</summary>
    public static string Inline(YamlNode node) => node switch
    {
        YamlScalar scalar => Scalar(scalar),
        YamlSequence list => $"[{string.Join(", ", list.Items.Select(Inline))}]",
        YamlMapping { Entries.Count: 0 } => "{}",
        YamlMapping mapping => $"{{ {string.Join(", ", mapping.Entries.Select(entry => $"{Key(entry.Key)}: {Inline(entry.Value)}"))} }}",
        _ => throw new InvalidOperationException($"no YAML for {node.Describe()}"),
    };

    /// <summary>The values of a tree by their dotted paths, in order; a list, and a mapping without sections in it, is one value.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Flatten(YamlMapping root, string path = "")
    {
        foreach (YamlEntry entry in root.Entries)
        {
            string own = path.Length == 0 ? entry.Key : $"{path}.{entry.Key}";
            if (entry.Value is YamlMapping { Entries.Count: > 0 } section)
                foreach (var below in Flatten(section, own))
                    yield return below;
            else
                yield return new(own, Inline(entry.Value));
        }
    }

    /// <summary>
    /// A number so that every YAML reader takes it for one and gets the same bits: <c>0.0003</c>, <c>1.0e-06</c> (readers of YAML 1.1
    /// want the point).
    /// </summary>
    public static string Number(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        int exponent = text.IndexOf('E', StringComparison.Ordinal);
        if (exponent < 0)
            return text;
        string mantissa = text[..exponent];
        return $"{mantissa}{(mantissa.Contains('.', StringComparison.Ordinal) ? "" : ".0")}e{text[(exponent + 1)..]}";
    }

    /// <summary>Whether a text can stand without quotes and stay a text for every YAML reader.</summary>
    public static bool IsPlain(string text) =>
        text.Length > 0 && char.IsAsciiLetter(text[0]) && !text.EndsWith(' ')
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '_' or '-' or '.' or '/' or '(' or ')' or ';')
        && text.ToLowerInvariant() is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off" or "y" or "n");

    private static void WriteBlock(StringBuilder text, YamlMapping mapping, string path, int indent, Func<string, string?> commentOf)
    {
        foreach (YamlEntry entry in mapping.Entries)
        {
            string own = path.Length == 0 ? entry.Key : $"{path}.{entry.Key}";
            string line = new string(' ', indent) + Key(entry.Key) + ":";
            bool isBlock = entry.Value is YamlMapping { Entries.Count: > 0 };
            if (!isBlock)
                line += " " + Inline(entry.Value);
            text.Append(commentOf(own) is { } comment ? $"{line.PadRight(CommentColumn - 1)} # {comment}" : line).Append('\n');
            if (isBlock)
                WriteBlock(text, (YamlMapping)entry.Value, own, indent + 2, commentOf);
        }
    }

    private static string Key(string key) => IsPlain(key) ? key : Quote(key);

    private static string Scalar(YamlScalar scalar) => scalar.Style == YamlScalarStyle.Plain ? scalar.Text : Quote(scalar.Text);

    /// <summary>A JSON string is a YAML text in double quotes.</summary>
    private static string Quote(string text) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";
}
