using System.Text;

namespace NeuralMemory.Exports.Tests;

/// <summary>Reads a table by the words of RFC 4180, and shares nothing with what writes it.</summary>
internal sealed record CsvTable(string[] Columns, IReadOnlyList<string[]> Rows)
{
    public static CsvTable Read(string path)
    {
        string text = File.ReadAllText(path);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
        string[][] lines = [.. text[..^1].Split('\n').Select(Fields)];
        Assert.All(lines, line => Assert.Equal(lines[0].Length, line.Length));
        return new(lines[0], lines[1..]);
    }

    private static string[] Fields(string line)
    {
        List<string> fields = [];
        int at = 0;
        while (true)
        {
            StringBuilder field = new();
            if (at < line.Length && line[at] == '"')
            {
                at++;
                while (line[at] != '"' || (at + 1 < line.Length && line[at + 1] == '"'))
                {
                    at += line[at] == '"' ? 1 : 0;
                    field.Append(line[at++]);
                }

                at++;
            }
            else
            {
                while (at < line.Length && line[at] != ',')
                    field.Append(line[at++]);
            }

            fields.Add(field.ToString());
            if (at == line.Length)
                return [.. fields];
            Assert.Equal(',', line[at++]);
        }
    }
}
