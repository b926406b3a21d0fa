namespace NeuralMemory.Reports;

/// <summary>Cuts a long episode into lines below one another, where it has symbols to be written, which need room.</summary>
internal static class EpisodeLines
{
    private const int MostLines = 8;

    private static int MostOfLine => (int)(EpisodePaper.PlotWidth / SymbolWords.LeastCell);

    /// <summary>Whether symbols of so many steps can be written.</summary>
    public static bool CanWrite(int steps) => steps <= MostLines * MostOfLine;

    /// <summary>The lines, of equal lengths but for the last; one where nothing is written, or too much would be.</summary>
    public static EpisodeSketch[] Of(EpisodeSketch episode)
    {
        bool isWritten = episode.Inputs.Concat(episode.Targets).Any(channel => channel.Symbols is not null);
        if (!isWritten || !CanWrite(episode.Steps))
            return [episode];
        int lines = (episode.Steps + MostOfLine - 1) / MostOfLine, steps = (episode.Steps + lines - 1) / lines;
        return [.. Enumerable.Range(0, lines).Select(line => Part(episode, line * steps, Math.Min(steps, episode.Steps - line * steps)))];
    }

    private static EpisodeSketch Part(EpisodeSketch episode, int first, int count) => episode with
    {
        First = first,
        PhaseOf = [.. episode.PhaseOf.Skip(first).Take(count)],
        Inputs = [.. episode.Inputs.Select(channel => Part(channel, first, count))],
        Targets = [.. episode.Targets.Select(channel => Part(channel, first, count))],
    };

    private static ChannelSketch Part(ChannelSketch channel, int first, int count) => channel with
    {
        Values = Rows(channel.Values, first, count),
        Scored = channel.Scored is { } scored ? Rows(scored, first, count) : null,
    };

    private static T[,] Rows<T>(T[,] values, int first, int count)
    {
        var rows = new T[count, values.GetLength(1)];
        for (int row = 0; row < count; row++)
            for (int column = 0; column < values.GetLength(1); column++)
                rows[row, column] = values[first + row, column];
        return rows;
    }
}
