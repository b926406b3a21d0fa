using System.Globalization;
using NeuralMemory.Experiments;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>
/// A sequence that was answered, for people: a line for each target column with a mark for each step, as in the preview of a task; symbols
/// are words and numbers are numbers, one after another.
/// </summary>
internal static class AnsweredText
{
    private const char One = '\u2588', Zero = '.';

    /// <summary>Prints it.</summary>
    public static void Print(Terminal terminal, TaskDefinition task, EpisodeNumbers episode)
    {
        string wrong = episode.Score is not { Sequences: > 0 } score ? ""
            : string.Create(CultureInfo.InvariantCulture,
                $", {score.Wrong} wrong of {score.Targets}");
        terminal.WriteWords($"sequence {episode.Number + 1}: {Readable.Count(episode.Length)} steps{wrong}", indent: 2);
        foreach (ChannelLoss loss in task.Losses)
            if (loss.IsBits)
                Bits(terminal, task.Targets, loss.Channel, episode);
            else if (loss.IsSquared)
                Numbers(terminal, task.Targets, loss.Channel, episode);
            else
                Symbols(terminal, task.Targets, loss, episode);
    }

    private static void Bits(Terminal terminal, ChannelLayout layout, Channel channel, EpisodeNumbers episode)
    {
        for (int column = 0; column < channel.Width; column++)
        {
            string name = channel.Width == 1 ? channel.Name : string.Create(CultureInfo.InvariantCulture, $"{channel.Name} {column}");
            char[] marks = new char[episode.Length];
            for (int t = 0; t < marks.Length; t++)
                marks[t] = episode.Outputs.Span[t * layout.Width + channel.Start + column] > 0.5f ? One : Zero;
            int room = Math.Max(10, terminal.Width - name.Length - 4);
            foreach (char[] part in marks.Chunk(room))
                terminal.Out.WriteLine($"  {Quoted.Harmless(name)}  {new string(part)}");
        }
    }

    /// <summary>
    /// The numbers of all steps, one after another; where some steps want one and others do not, those alone, each behind its step.
    /// </summary>
    private static void Numbers(Terminal terminal, ChannelLayout layout, Channel channel, EpisodeNumbers episode)
    {
        for (int column = 0; column < channel.Width; column++)
        {
            string name = channel.Width == 1 ? channel.Name : string.Create(CultureInfo.InvariantCulture, $"{channel.Name} {column}");
            int first = channel.Start + column;
            int[] wanted = [.. Enumerable.Range(0, episode.Length).Where(t => episode.Mask.Span[t * layout.Width + first] != 0)];
            bool isSome = wanted.Length > 0 && wanted.Length < episode.Length;
            IEnumerable<string> numbers = (isSome ? wanted : Enumerable.Range(0, episode.Length)).Select(t =>
                (isSome ? string.Create(CultureInfo.InvariantCulture, $"step {t}: ") : "")
                + Readable.Number(episode.Outputs.Span[t * layout.Width + first]));
            terminal.WriteWords($"  {name}  {string.Join(isSome ? ", " : " ", numbers)}", indent: name.Length + 4);
        }
    }

    private static void Symbols(Terminal terminal, ChannelLayout layout, ChannelLoss loss, EpisodeNumbers episode)
    {
        Channel channel = loss.Channel;
        Vocabulary? vocabulary = layout.VocabularyOf(channel);
        List<string> words = [];
        for (int t = 0; t < episode.Length; t++)
        {
            ReadOnlySpan<float> columns = episode.Outputs.Span.Slice(t * layout.Width + channel.Start, channel.Width);
            for (int at = 0; at < columns.Length; at += channel.Symbols is null ? loss.Classes : 1)
                words.Add(Word(channel.Symbols is null ? Largest(columns.Slice(at, loss.Classes)) : (int)columns[at], vocabulary));
        }

        terminal.WriteWords($"  {channel.Name}  {Quoted.Harmless(string.Join(' ', words))}", indent: channel.Name.Length + 4);
    }

    private static string Word(int symbol, Vocabulary? vocabulary) => symbol < 0 ? "-"
        : vocabulary?.Symbols[symbol] ?? symbol.ToString(CultureInfo.InvariantCulture);

    private static int Largest(ReadOnlySpan<float> probabilities)
    {
        int largest = 0;
        for (int i = 1; i < probabilities.Length; i++)
            if (probabilities[i] > probabilities[largest])
                largest = i;
        return largest;
    }
}
