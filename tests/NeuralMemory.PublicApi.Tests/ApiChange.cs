using System.Text;

namespace NeuralMemory.PublicApi.Tests;

/// <summary>What was added to a listing and removed from it.</summary>
internal static class ApiChange
{
    /// <summary>A line for each change, begun by <c>+</c> or <c>-</c>; members follow the line of their type.</summary>
    public static string Between(IEnumerable<string> before, IEnumerable<string> after)
    {
        (string Type, string Line)[] old = [.. WithTypes(before)], now = [.. WithTypes(after)];
        var text = new StringBuilder();
        IEnumerable<(char Sign, string Type, string Line)> changes =
        [
            .. old.Except(now).Select(each => ('-', each.Type, each.Line)),
            .. now.Except(old).Select(each => ('+', each.Type, each.Line)),
        ];
        foreach (var type in changes.GroupBy(change => change.Type).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            // Where the type itself stays, its line says where the members belong.
            if (type.All(change => change.Line != change.Type))
                text.Append("  ").Append(type.Key).Append('\n');
            foreach (var (sign, _, line) in type
                .OrderBy(change => change.Line.StartsWith(' ')).ThenBy(change => change.Line, StringComparer.Ordinal))
                text.Append(sign).Append(' ').Append(line).Append('\n');
        }

        return text.ToString();
    }

    private static IEnumerable<(string Type, string Line)> WithTypes(IEnumerable<string> lines)
    {
        string type = "";
        foreach (string line in lines)
        {
            if (!line.StartsWith(' '))
                type = line;
            yield return (type, line);
        }
    }
}
