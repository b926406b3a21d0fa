using System.Buffers;

namespace NeuralMemory.Analysis;

/// <summary>
/// Reads YAML of the form in which this program writes configs, a key a line, ten times as quickly as all YAML can be read: a listing has
/// hundreds of configs. What has any other form is left to the whole reader.
/// </summary>
internal static class WrittenYaml
{
    private const int Indent = 2;

    private const string Alphanumeric = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create(Alphanumeric + "_-.");
    private static readonly SearchValues<char> PlainCharacters = SearchValues.Create(Alphanumeric + "_-.+ /();,%=");
    private static readonly SearchValues<char> ListCharacters = SearchValues.Create(Alphanumeric + "_-.+ ,[]");
    private static readonly SearchValues<char> QuotedCharacters = SearchValues.Create("\"\\\n\r\t");

    /// <summary>Reads a text into values by their dotted paths.</summary>
    /// <param name="text">The text.</param>
    /// <param name="values">Receives the values; what it holds is of no use where the text has another form.</param>
    /// <returns>Whether it has the form.</returns>
    public static bool TryRead(string text, OrderedDictionary<string, string> values)
    {
        List<string> sections = [];
        int deepest = 0;
        bool isOpen = false;
        foreach (ReadOnlySpan<char> line in text.AsSpan().TrimEnd('\n').EnumerateLines())
        {
            int spaces = line.IndexOfAnyExcept(' '), depth = spaces / Indent;
            // A section has something in it, and nothing but a section has.
            if (spaces < 0 || spaces % Indent != 0 || depth > deepest || (isOpen && depth < deepest))
                return false;
            ReadOnlySpan<char> entry = line[spaces..];
            int end = entry.IndexOf(':');
            if (end <= 0 || !char.IsAsciiLetter(entry[0]) || entry[..end].ContainsAnyExcept(KeyCharacters))
                return false;
            sections.RemoveRange(depth, sections.Count - depth);
            string path = depth == 0 ? entry[..end].ToString() : $"{sections[^1]}.{entry[..end]}";
            isOpen = end == entry.Length - 1;
            if (isOpen)
                sections.Add(path);
            else if (entry[end + 1] != ' ' || !IsWritten(entry[(end + 2)..]) || !values.TryAdd(path, entry[(end + 2)..].ToString()))
                return false;
            deepest = isOpen ? depth + 1 : depth;
        }

        return !isOpen && values.Count > 0;
    }

    private static bool IsWritten(ReadOnlySpan<char> value) => value switch
    {
        "{}" => true,
        ['"', .. var within, '"'] => !within.ContainsAny(QuotedCharacters),
        ['[', ..] => IsWrittenList(value),
        [var first, ..] => (char.IsAsciiLetterOrDigit(first) || (first is '-' or '.' && value is [_, >= '0' and <= '9', ..]))
            && value[^1] != ' ' && !value.ContainsAnyExcept(PlainCharacters),
        _ => false,
    };

    /// <summary>A list is compared as it stands: with other blanks it would seem another one.</summary>
    private static bool IsWrittenList(ReadOnlySpan<char> list)
    {
        if (list[^1] != ']' || list.ContainsAnyExcept(ListCharacters) || list.Count('[') != list.Count(']'))
            return false;
        for (int i = 1; i < list.Length; i++)
            if ((list[i - 1] == ',') != (list[i] == ' ') || (list[i] == ',' && list[i - 1] == '['))
                return false;
        return true;
    }
}
