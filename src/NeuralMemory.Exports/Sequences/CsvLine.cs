using System.Text;

namespace NeuralMemory.Exports;

/// <summary>A line of a table, as RFC 4180 has it; no field goes on in the next line.</summary>
internal static class CsvLine
{
    /// <summary>The fields; null where a quote is not closed.</summary>
    public static string[]? Split(string line)
    {
        List<string> fields = [];
        StringBuilder field = new();
        bool isQuoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            char each = line[i];
            if (each == '"' && isQuoted && i + 1 < line.Length && line[i + 1] == '"')
                field.Append(line[i++]);
            else if (each == '"')
                isQuoted = !isQuoted;
            else if (each == ',' && !isQuoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
                field.Append(each);
        }

        fields.Add(field.ToString());
        return isQuoted ? null : [.. fields];
    }
}
