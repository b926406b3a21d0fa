using NeuralMemory.Reports;
using NeuralMemory.Tasks;

namespace NeuralMemory.Commands;

/// <summary>Turns episodes of tasks into what pictures are drawn from, which know no task.</summary>
internal static class EpisodeSketches
{
    private delegate ReadOnlySpan<float> RowOf(int step);

    /// <summary>The sketch of an episode.</summary>
    public static EpisodeSketch Of(Episode episode) => new()
    {
        Head = PreviewText.HeadOf(episode),
        Title = PreviewText.TitleOf(episode),
        Phases = [.. episode.Task.Phases.Select((name, phase) => new PhaseName(PreviewText.LetterOf(phase), name))],
        PhaseOf = [.. Enumerable.Range(0, episode.Length).Select(episode.PhaseOf)],
        Inputs =
        [
            .. episode.Task.Inputs.Items.Zip(episode.Task.Inputs.Vocabularies, (channel, vocabulary) => Written(
                Of(channel, episode.Length, episode.InputRow) with { Words = vocabulary?.Symbols },
                OneHotSymbols.AreShownIn(episode.Task, channel))),
        ],
        Targets =
        [
            .. episode.Task.Losses.Select(loss => Written(
                Of(loss.Channel, episode.Length, episode.TargetRow) with
                {
                    Scored = ScoredOf(loss.Channel, episode),
                    Symbol = loss.Channel.Symbols is null ? loss.Classes : 1,
                    Words = episode.Task.Targets.VocabularyOf(loss.Channel)?.Symbols,
                },
                OneHotSymbols.AreWantedIn(episode.Task, loss.Channel))),
        ],
    };

    /// <summary>Symbols with a column for each by their numbers, where they can be written; anything else as it is.</summary>
    private static ChannelSketch Written(ChannelSketch channel, bool areSymbols)
    {
        int steps = channel.Values.GetLength(0);
        if (!areSymbols || !EpisodePicture.CanWriteSymbols(steps))
            return channel;
        float[,] numbers = new float[steps, 1];
        bool[,] scored = new bool[steps, 1];
        float[] row = new float[channel.Width];
        for (int step = 0; step < steps; step++)
        {
            for (int column = 0; column < row.Length; column++)
                row[column] = channel.Values[step, column];
            scored[step, 0] = channel.Scored?[step, 0] == true;
            if (OneHotSymbols.NumberOf(row) is not { } number)
                return channel;
            numbers[step, 0] = number;
        }

        return channel with { Values = numbers, Scored = channel.Scored is null ? null : scored, Symbols = row.Length, Symbol = 1 };
    }

    private static ChannelSketch Of(Channel channel, int steps, RowOf rowOf)
    {
        float[,] values = new float[steps, channel.Width];
        for (int step = 0; step < steps; step++)
            for (int column = 0; column < channel.Width; column++)
                values[step, column] = rowOf(step)[channel.Start + column];
        return new(channel.Name, values) { Symbols = channel.Symbols };
    }

    private static bool[,] ScoredOf(Channel channel, Episode episode)
    {
        bool[,] scored = new bool[episode.Length, channel.Width];
        for (int step = 0; step < episode.Length; step++)
            for (int column = 0; column < channel.Width; column++)
                scored[step, column] = episode.MaskRow(step)[channel.Start + column] != 0;
        return scored;
    }
}
