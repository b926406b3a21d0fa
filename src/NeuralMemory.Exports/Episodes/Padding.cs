using NeuralMemory.Tasks;

namespace NeuralMemory.Exports;

/// <summary>Rows of the longest episode's length, with what stands after the last step of a shorter one.</summary>
internal static class Padding
{
    /// <summary>Writes the rows of an episode, and blank ones after them.</summary>
    /// <param name="rows">[T, columns] receives them.</param>
    /// <param name="episode">[steps, columns] those of the episode.</param>
    /// <param name="layout">What the columns are.</param>
    public static void Fill(Span<float> rows, ReadOnlySpan<float> episode, ChannelLayout layout)
    {
        episode.CopyTo(rows);
        rows[episode.Length..].Clear();
        foreach (Channel channel in layout.Items)
            if (channel.Symbols is not null)
                for (int at = episode.Length + channel.Start; at < rows.Length; at += layout.Width)
                    rows[at] = Channel.Blank;
    }
}
