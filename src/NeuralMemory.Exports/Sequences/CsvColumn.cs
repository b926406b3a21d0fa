using System.Globalization;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Exports;

/// <summary>A column of a table of sequences.</summary>
/// <param name="Index">Its place in the table.</param>
/// <param name="Side">Inputs, targets, mask or source.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Place">Its place in the channel; null where it is all of it.</param>
internal sealed record CsvColumn(int Index, string Side, Channel Channel, int? Place)
{
    /// <summary>The column of a name; null where the name is wrong, which is reported.</summary>
    public static CsvColumn? Parse(string name, int index, SequenceChannels channels, SourceMark mark)
    {
        string[] parts = name.Split('.');
        if (parts.Length is < 2 or > 3 || channels.LayoutOf(parts[0]) is null)
        {
            channels.Report(mark, $"{Quoted.Text(name)}: expected 'sequence', or a side and a channel, as inputs.NAME, inputs.NAME.0, "
                + "targets.NAME and mask.NAME");
            return null;
        }

        if (channels.Find(parts[0], parts[1], mark) is not { } channel)
            return null;
        if (parts.Length == 2)
            return new(index, parts[0], channel, null);
        if (int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out int place) && place < channel.Width)
            return new(index, parts[0], channel, place);
        channels.Report(mark, $"{Quoted.Text(name)}: the columns of '{channel.Name}' are 0 to {channel.Width - 1}");
        return null;
    }
}
