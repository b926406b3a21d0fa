using System.Globalization;
using System.Text;
using NeuralMemory.Experiments;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Exports;

/// <summary>
/// Reads sequences from a table, a row for each step. Columns are <c>sequence</c>, whose value is the same in all steps of one, and
/// <c>inputs.data.0</c>, <c>inputs.data.1</c>, <c>inputs.end</c>, <c>targets.data.0</c>, <c>mask.data</c>: side, channel and, where the
/// channel has several, column from 0. An empty field is a symbol that is not shown, or a target that is not wanted.
/// </summary>
internal static class CsvSequences
{
    private const string Sequence = "sequence";

    /// <summary>Reads a file.</summary>
    public static IReadOnlyList<GivenSequence> Read(string path, SequenceChannels channels)
    {
        using StreamReader reader = new(path, Encoding.UTF8);
        SourceMark head = new(path, 1, 1);
        string[] names = CsvLine.Split(reader.ReadLine() ?? "") ?? [];
        CsvColumn[] columns = [.. names.Select((name, i) => (name, i)).Where(each => each.name != Sequence)
            .Select(each => CsvColumn.Parse(each.name, each.i, channels, head)).OfType<CsvColumn>()];
        if (channels.Diagnostics.Any)
            return [];
        int key = Array.IndexOf(names, Sequence), number = 1;
        List<GivenSequence> sequences = [];
        List<(string[] Fields, SourceMark Mark)> rows = [];
        while (reader.ReadLine() is { } line && !channels.IsEnough)
        {
            SourceMark mark = new(path, ++number, 1);
            if (line.Length == 0)
                continue;
            if (CsvLine.Split(line) is not { } fields || fields.Length != names.Length)
            {
                channels.Report(mark, $"expected {names.Length} fields with commas between them, as the first line has");
                continue;
            }

            if (rows.Count > 0 && key >= 0 && fields[key] != rows[^1].Fields[key])
                Finish();
            rows.Add((fields, mark));
        }

        Finish();
        return sequences;

        void Finish()
        {
            if (rows.Count > 0 && Build(rows, columns, channels) is { } sequence)
                sequences.Add(sequence);
            rows.Clear();
        }
    }

    private static GivenSequence? Build(List<(string[] Fields, SourceMark Mark)> rows, CsvColumn[] columns, SequenceChannels channels)
    {
        int before = channels.Diagnostics.Count;
        SequenceBuilder builder = new(channels, rows[0].Mark);
        foreach (IGrouping<string, CsvColumn> side in columns.GroupBy(column => column.Side))
        {
            // A source is as long as it has fields.
            int steps = side.Key == EpisodeNames.Source
                ? rows.FindLastIndex(row => side.Any(column => row.Fields[column.Index].Length > 0)) + 1
                : rows.Count;
            builder.Begin(side.Key, steps);
            foreach (IGrouping<Channel, CsvColumn> channel in side.GroupBy(column => column.Channel))
                for (int t = 0; t < steps && !channels.IsEnough; t++)
                    Set(builder, channels, side.Key, [.. channel.OrderBy(column => column.Place)], t, rows[t]);
        }

        return channels.Diagnostics.Count > before ? null : builder.Finish();
    }

    private static void Set(
        SequenceBuilder builder, SequenceChannels channels, string side, CsvColumn[] columns, int step,
        (string[] Fields, SourceMark Mark) row)
    {
        Channel channel = columns[0].Channel;
        string[] fields = [.. columns.Select(column => row.Fields[column.Index])];
        if (fields.All(field => field.Length == 0))
            return;
        List<float> numbers = [];
        foreach (string field in fields)
        {
            string? problem = null;
            float[]? own = float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out float number) ? [number]
                : fields.Length == 1 ? SymbolWords.Read(channels.LayoutOf(side)!, channel, field, out problem)
                : null;
            if (own is null)
            {
                channels.Report(row.Mark, string.Create(CultureInfo.InvariantCulture,
                    $"'{side}.{channel.Name}', step {step}: {problem ?? $"expected a number, found {Quoted.Text(field)}"}"));
                return;
            }

            numbers.AddRange(own);
        }

        builder.Set(side, channel, step, [.. numbers], row.Mark);
    }
}
