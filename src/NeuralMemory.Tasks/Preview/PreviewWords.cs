using System.Text;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>What the symbols of an episode mean, where they are those of a vocabulary.</summary>
public static class PreviewWords
{
    /// <summary>The words of a channel, in order, blank steps left out: of the targets those that are scored.</summary>
    /// <param name="episode">The episode.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="vocabulary">Its vocabulary.</param>
    /// <param name="isTarget">Whether it is a channel of the targets.</param>
    /// <param name="steps">How many steps are looked at.</param>
    public static IReadOnlyList<string> Of(Episode episode, Channel channel, Vocabulary vocabulary, bool isTarget, int steps)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        return [.. SymbolsOf(episode, channel, isTarget, steps).Select(symbol => vocabulary.Symbols[symbol])];
    }

    /// <summary>The numbers of a channel's symbols, in order, blank steps left out: of the targets those that are scored.</summary>
    /// <param name="episode">The episode.</param>
    /// <param name="channel">The channel: one symbol a step, by its number or as a column of its own.</param>
    /// <param name="isTarget">Whether it is a channel of the targets.</param>
    /// <param name="steps">How many steps are looked at.</param>
    public static IReadOnlyList<int> SymbolsOf(Episode episode, Channel channel, bool isTarget, int steps)
    {
        ArgumentNullException.ThrowIfNull(episode);
        ArgumentNullException.ThrowIfNull(channel);
        var symbols = new List<int>();
        for (int step = 0; step < Math.Min(steps, episode.Length); step++)
        {
            ReadOnlySpan<Real> row = isTarget ? episode.TargetRow(step) : episode.InputRow(step);
            if (isTarget && episode.MaskRow(step)[channel.Start] == 0)
                continue;
            int symbol = channel.Symbols is null ? row.Slice(channel.Start, channel.Width).IndexOf((Real)1) : (int)row[channel.Start];
            if (symbol >= 0)
                symbols.Add(symbol);
        }

        return symbols;
    }

    /// <summary>A line for each channel that has a vocabulary: <c>words in english: i love you &lt;end&gt;</c>.</summary>
    internal static void Append(StringBuilder text, Episode episode, int steps)
    {
        (string Side, ChannelLayout Layout)[] sides = [("in", episode.Task.Inputs), ("out", episode.Task.Targets)];
        foreach ((string side, ChannelLayout layout) in sides)
            foreach ((Channel channel, Vocabulary? vocabulary) in layout.Items.Zip(layout.Vocabularies))
                if (vocabulary is not null)
                    text.Append($"words {side} {channel.Name}: ")
                        .AppendJoin(' ', Of(episode, channel, vocabulary, side == "out", steps).Select(Quoted.Harmless)).Append('\n');
    }
}
