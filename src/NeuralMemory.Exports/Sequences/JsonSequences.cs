using System.Globalization;
using System.Text;
using System.Text.Json;
using NeuralMemory.Experiments;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Exports;

/// <summary>
/// Reads sequences from lines of JSON: <c>{"inputs": {"data": [[1, 0], ...], "end": [0, ...]}, "targets": {...}}</c>, channels by name, a
/// step an item. What <see cref="JsonEpisodes"/> writes besides is passed over, so that its files can be read.
/// </summary>
internal static class JsonSequences
{
    private static readonly string[] Sides = [EpisodeNames.Inputs, EpisodeNames.Targets, EpisodeNames.Mask, EpisodeNames.Source];

    /// <summary>Reads a file.</summary>
    public static IReadOnlyList<GivenSequence> Read(string path, SequenceChannels channels)
    {
        List<GivenSequence> sequences = [];
        int number = 0;
        foreach (string line in File.ReadLines(path, Encoding.UTF8))
        {
            SourceMark mark = new(path, ++number, 1);
            if (string.IsNullOrWhiteSpace(line))
                continue;
            if (channels.IsEnough)
                break;
            if (ReadLine(line, channels, mark) is { } sequence)
                sequences.Add(sequence);
        }

        return sequences;
    }

    private static GivenSequence? ReadLine(string line, SequenceChannels channels, SourceMark mark)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(line, new() { AllowDuplicateProperties = false });
        }
        catch (JsonException exception)
        {
            channels.Report(mark with { Column = (int)(exception.BytePositionInLine ?? 0) + 1 },
                "expected a JSON object with a sequence on a line of its own, and this is not valid JSON");
            return null;
        }

        using (document)
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? ReadObject(document.RootElement, channels, mark)
                : Wrong("expected a JSON object with the key 'inputs'");

        GivenSequence? Wrong(string problem)
        {
            channels.Report(mark, problem);
            return null;
        }
    }

    private static GivenSequence? ReadObject(JsonElement root, SequenceChannels channels, SourceMark mark)
    {
        int before = channels.Diagnostics.Count;
        SequenceBuilder builder = new(channels, mark);
        foreach (JsonProperty property in root.EnumerateObject())
            if (!EpisodeNames.All.Contains(property.Name))
                channels.Report(mark, $"a sequence has no {Quoted.Text(property.Name)}{NearestName.Hint(property.Name, Sides)}");
            else if (Sides.Contains(property.Name))
            {
                if (channels.LayoutOf(property.Name) is not null)
                    ReadSide(property.Name, property.Value, channels, builder, mark);
                else
                    channels.Report(mark, $"'{property.Name}': the machine reads no source apart from the sequence; "
                        + "let 'inputs' begin with it");
            }

        return channels.Diagnostics.Count > before ? null : builder.Finish();
    }

    private static void ReadSide(string side, JsonElement value, SequenceChannels channels, SequenceBuilder builder, SourceMark mark)
    {
        if (value.ValueKind == JsonValueKind.Null && side != EpisodeNames.Inputs)
            return;
        if (value.ValueKind != JsonValueKind.Object)
        {
            channels.Report(mark, $"'{side}': expected an object with the task's channels: "
                + $"{string.Join(", ", channels.LayoutOf(side)!.Names)}");
            return;
        }

        int? steps = null;
        foreach (JsonProperty property in value.EnumerateObject())
        {
            if (channels.Find(side, property.Name, mark) is not { } channel)
                continue;
            string place = $"'{side}.{channel.Name}'";
            if (property.Value.ValueKind != JsonValueKind.Array || property.Value.GetArrayLength() > SequenceChannels.MostSteps)
            {
                channels.Report(mark, $"{place}: expected a list with an item for each step, at most {SequenceChannels.MostSteps}");
                continue;
            }

            int own = property.Value.GetArrayLength();
            if (steps is { } others && others != own)
            {
                channels.Report(mark, $"{place}: expected {others} steps, as many as the channel before has, found {own}");
                continue;
            }

            if (steps is null)
                builder.Begin(side, own);
            steps = own;
            ReadChannel(side, channel, property.Value, channels, builder, mark);
        }
    }

    private static void ReadChannel(
        string side, Channel channel, JsonElement items, SequenceChannels channels, SequenceBuilder builder, SourceMark mark)
    {
        int step = 0;
        foreach (JsonElement item in items.EnumerateArray())
        {
            if (channels.IsEnough)
                return;
            if (item.ValueKind != JsonValueKind.Null)
            {
                float[]? columns = Columns(side, channel, item, channels.LayoutOf(side)!, out string? problem);
                if (columns is not null)
                    builder.Set(side, channel, step, columns, mark);
                else
                    channels.Report(mark, string.Create(CultureInfo.InvariantCulture, $"'{side}.{channel.Name}', step {step}: {problem}"));
            }

            step++;
        }
    }

    private static float[]? Columns(string side, Channel channel, JsonElement item, ChannelLayout layout, out string? problem)
    {
        problem = null;
        switch (item.ValueKind)
        {
            case JsonValueKind.Number when channel.Width == 1 || side == EpisodeNames.Mask:
                return [(float)item.GetDouble()];
            case JsonValueKind.True or JsonValueKind.False when channel.Width == 1 || side == EpisodeNames.Mask:
                return [item.GetBoolean() ? 1 : 0];
            case JsonValueKind.String:
                return SymbolWords.Read(layout, channel, item.GetString()!, out problem);
            case JsonValueKind.Array when item.EnumerateArray().All(each => each.ValueKind == JsonValueKind.Number):
                return [.. item.EnumerateArray().Select(each => (float)each.GetDouble())];
            default:
                problem = $"expected {(channel.Width == 1 ? "a number" : $"a list of {channel.Width} numbers")} or null, "
                    + $"found {Quoted.Text(item.GetRawText())}";
                return null;
        }
    }
}
