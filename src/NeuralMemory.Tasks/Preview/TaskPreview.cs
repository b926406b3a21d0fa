using System.Globalization;
using System.Text;

namespace NeuralMemory.Tasks;

/// <summary>
/// Draws episodes as text: a column for each step, a line for each input and target column. A full block is 1, a dot 0, a half-tone
/// any other number, which is then listed; targets show where they are scored, blank elsewhere. A channel of symbols shows their numbers,
/// digits below each other, as many lines as the largest number has digits, and so does one of which several are wanted in a step. The
/// first line names each step's phase by a letter.
/// </summary>
public static class TaskPreview
{
    private const int MaxListed = 8;
    private const string Blue = "\e[34m", Green = "\e[32m", Dim = "\e[2m", Bold = "\e[1m", Plain = "\e[0m";

    /// <summary>The picture of an episode, lines ended by <c>\n</c>.</summary>
    public static string Render(Episode episode, TaskPreviewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(episode);
        options ??= new();
        TaskDefinition task = episode.Task;
        var text = new StringBuilder();
        text.Append(Painted($"{PreviewText.HeadOf(episode)}: {PreviewText.TitleOf(episode)}", Bold, options)).Append('\n');
        int label = LabelWidth(task), columns = Math.Max(options.Width - label - 1, 16);
        int shown = Math.Min(episode.Length, Math.Max(options.MaxSteps, 1));
        for (int first = 0; first < shown; first += columns)
            Block(text, episode, first, Math.Min(columns, shown - first), label, options);
        if (shown < episode.Length)
            text.Append(CultureInfo.InvariantCulture, $"... and {episode.Length - shown} more steps\n");
        Legend(text, episode, shown);
        return text.ToString();
    }

    private static void Block(StringBuilder text, Episode episode, int first, int count, int label, TaskPreviewOptions options)
    {
        string phases = string.Concat(Enumerable.Range(first, count).Select(step => PreviewText.LetterOf(episode.PhaseOf(step))));
        Line(text, $"step {first}", label, Painted(phases, Dim, options));
        foreach (PreviewLine line in PreviewLine.Of(episode.Task, isTarget: false))
            Cells(line, Blue, step => line.Cell(episode.InputRow(step)));
        foreach (PreviewLine line in PreviewLine.Of(episode.Task, isTarget: true))
            Cells(line, Green, step => episode.MaskRow(step)[line.Column] != 0 ? line.Cell(episode.TargetRow(step)) : ' ');
        Line(text, "recalled", label, string.Concat(Enumerable.Range(first, count).Select(step => episode.IsRecalled(step) ? '^' : ' ')));
        text.Append('\n');

        void Cells(PreviewLine line, string color, Func<int, char> cell) => Line(
            text, line.Label, label, Painted(string.Concat(Enumerable.Range(first, count).Select(cell)), color, options));
    }

    private static void Line(StringBuilder text, string name, int label, string cells) =>
        text.Append($"{name.PadLeft(label)} {cells}".TrimEnd()).Append('\n');

    private static void Legend(StringBuilder text, Episode episode, int shown)
    {
        IEnumerable<int> used = Enumerable.Range(0, shown).Select(episode.PhaseOf).Distinct().Order();
        text.Append("phases: ")
            .AppendJoin("; ", used.Select(phase => $"{PreviewText.LetterOf(phase)} {episode.Task.Phases[phase]}")).Append('\n');
        var odd = new List<string>();
        for (int step = 0; step < shown; step++)
        {
            List(odd, "in", episode.Task.Inputs, episode.InputRow(step), step);
            if (episode.IsRecalled(step))
                List(odd, "out", episode.Task.Targets, episode.TargetRow(step), step, episode.MaskRow(step));
        }

        if (odd.Count > 0)
            text.Append("other numbers: ").AppendJoin(", ", odd.Take(MaxListed)).Append(odd.Count > MaxListed ? ", ...\n" : "\n");
        PreviewWords.Append(text, episode, shown);
    }

    private static void List(
        List<string> odd, string side, ChannelLayout layout, ReadOnlySpan<Real> row, int step, ReadOnlySpan<Real> mask = default)
    {
        foreach (Channel channel in layout.Items.Where(channel => channel.Symbols is null))
            for (int i = 0; i < channel.Width; i++)
                if (row[channel.Start + i] is var value and not (0 or 1) && (mask.IsEmpty || mask[channel.Start + i] != 0))
                    odd.Add(string.Create(
                        CultureInfo.InvariantCulture, $"{PreviewLine.LabelOf(side, channel, i)} at step {step} = {value:0.####}"));
    }

    private static int LabelWidth(TaskDefinition task) => Math.Max("recalled".Length,
        PreviewLine.Of(task, isTarget: false).Concat(PreviewLine.Of(task, isTarget: true)).Max(line => line.Label.Length));

    private static string Painted(string text, string color, TaskPreviewOptions options) => options.Colors ? color + text + Plain : text;
}
