using System.Globalization;

namespace NeuralMemory.Reports;

/// <summary>
/// Draws an episode as SVG: time runs to the right, each line is a column of a channel, inputs stand above targets, and the phases are
/// named on top. A cell is the darker the larger its value is beside the largest of its channel; what is below 0 is red. What is scored
/// is outlined, and a target that is not scored is pale. Symbols are written, as words where they stand for some, and long episodes of
/// them go on in lines below. The same episode gives the same bytes.
/// </summary>
public static class EpisodePicture
{
    private const string Shown = "#1d4e89", Wanted = "#1b7f5c";
    private const double Band = 20, Bottom = 8, Top = 58, Between = 26;

    private static readonly string[] Bands = ["#dfe7f2", "#f6e8d3", "#e2efe4", "#efe0ee", "#ebe8dc", "#dcecef"];
    private static readonly int[] AxisSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000];

    /// <summary>The picture.</summary>
    public static string Draw(EpisodeSketch episode)
    {
        ArgumentNullException.ThrowIfNull(episode);
        Svg svg = new();
        EpisodeSketch[] lines = EpisodeLines.Of(episode);
        EpisodePaper[] papers = [.. lines.Select(line => new EpisodePaper(line, lines[0].Steps))];
        svg.Text(EpisodePaper.Margin, 30, episode.Head, EpisodePaper.Ink, size: 17, weight: 600);
        svg.Text(EpisodePaper.Margin, 49, episode.Title, EpisodePaper.Faint);
        double y = Top;
        for (int line = 0; line < lines.Length; line++)
            y = Line(svg, papers[line], lines[line], line > 0 ? y + Between : y);
        y = Legend(svg, papers[0], y);
        return svg.Document(papers.Max(paper => paper.Width), y + Bottom, $"{episode.Head}: {episode.Title}");
    }

    /// <summary>Whether the symbols of so many steps can be written; else they are no more than shades.</summary>
    public static bool CanWriteSymbols(int steps) => EpisodeLines.CanWrite(steps);

    private static double Line(Svg svg, EpisodePaper paper, EpisodeSketch episode, double start)
    {
        double top = Phases(svg, paper, episode, start);
        double y = Side(svg, paper, top, "inputs", episode.Inputs, Shown);
        y = Side(svg, paper, y + 8, "targets", episode.Targets, Wanted);
        foreach (Stretch phase in PhasesOf(episode).Skip(1).Where(_ => paper.Cell >= 2))
            svg.Stroke(paper.At(phase.First), top + 4, paper.At(phase.First), y - EpisodePaper.Gap, EpisodePaper.Border);
        Outlines(svg, paper, y, episode.Targets);
        return Axis(svg, paper, y, episode.First);
    }

    private static IEnumerable<Stretch> PhasesOf(EpisodeSketch episode) => Stretch.Of(episode.Steps, step => episode.PhaseOf[step]);

    /// <summary>A band of phases with their names; where a name has no room its letter stands, and is explained above.</summary>
    /// <returns>Where the rest begins.</returns>
    private static double Phases(Svg svg, EpisodePaper paper, EpisodeSketch episode, double top)
    {
        Stretch[] phases = [.. PhasesOf(episode)];
        int[] lettered = [.. phases.Where(phase => !HasRoom(phase)).Select(phase => phase.Value).Distinct().Order()];
        double x = paper.Left, y = top + (lettered.Length > 0 ? 12 : 0);
        foreach (int phase in lettered)
        {
            string text = EpisodePaper.LegendOf(episode.Phases[phase]);
            double width = Svg.WidthOf(text, EpisodePaper.Small);
            if (x > paper.Left && x + width > paper.Width - EpisodePaper.Margin)
                (x, y) = (paper.Left, y + 15);
            svg.Text(x, y, text, EpisodePaper.Faint, size: EpisodePaper.Small);
            x += width + 18;
        }

        y += 8;
        foreach (Stretch phase in phases)
        {
            double start = paper.At(phase.First), width = phase.Count * paper.Cell;
            svg.Rectangle(start, y, width, Band, Bands[phase.Value % Bands.Length]);
            PhaseName name = episode.Phases[phase.Value];
            string text = HasRoom(phase) ? name.Name : name.Letter.ToString();
            if (width >= 8)
                svg.Text(start + width / 2, y + 14, text, EpisodePaper.Ink, "middle", EpisodePaper.Small);
        }

        return y + Band + EpisodePaper.Gap;

        bool HasRoom(Stretch phase) =>
            Svg.WidthOf(episode.Phases[phase.Value].Name, EpisodePaper.Small) + 4 <= phase.Count * paper.Cell;
    }

    private static double Side(Svg svg, EpisodePaper paper, double y, string name, IReadOnlyList<ChannelSketch> channels, string color)
    {
        y += 12;
        svg.Text(EpisodePaper.Margin, y, name, EpisodePaper.Faint, size: EpisodePaper.Small, weight: 600);
        y += 5;
        foreach (ChannelSketch channel in channels)
        {
            new ChannelPanel(svg, paper, channel, y, color).Draw();
            y += paper.HeightOf(channel) + EpisodePaper.Gap;
        }

        return y;
    }

    /// <summary>Around what is scored: a channel where all its columns are scored alike, else each of its symbols.</summary>
    private static void Outlines(Svg svg, EpisodePaper paper, double bottom, IReadOnlyList<ChannelSketch> targets)
    {
        double y = bottom;
        foreach (ChannelSketch channel in targets.Reverse())
        {
            double height = paper.HeightOf(channel) / channel.Width;
            y -= paper.HeightOf(channel) + EpisodePaper.Gap;
            if (channel.Scored is not { } scored)
                continue;
            bool isWhole = Enumerable.Range(0, paper.Steps).All(step =>
                Enumerable.Range(1, channel.Width - 1).All(column => scored[step, column] == scored[step, 0]));
            int columns = isWhole ? channel.Width : channel.Symbol;
            for (int column = 0; column < channel.Width; column += columns)
                foreach (Stretch stretch in Stretch.Of(paper.Steps, step => scored[step, column] ? 1 : 0))
                    if (stretch.Value == 1)
                        Outline(svg, paper.At(stretch.First), y + column * height, stretch.Count * paper.Cell, columns * height);
        }
    }

    /// <summary>A line around a rectangle, outside it.</summary>
    private static void Outline(Svg svg, double x, double y, double width, double height) =>
        svg.Frame(x - 1, y - 1, width + 2, height + 2, EpisodePaper.Scored, 1.6, radius: 2);

    private static double Axis(Svg svg, EpisodePaper paper, double y, int first)
    {
        int every = AxisSteps.FirstOrDefault(steps => steps * paper.Cell >= 28, 100000);
        for (int step = (every - first % every) % every; step < paper.Steps; step += every)
            svg.Text(paper.At(step) + paper.Cell / 2, y + 8, (first + step).ToString(CultureInfo.InvariantCulture), EpisodePaper.Faint,
                "middle", EpisodePaper.Smallest);
        svg.Text(paper.Left - 7, y + 8, "step", EpisodePaper.Faint, "end", EpisodePaper.Smallest);
        return y + 8;
    }

    private static double Legend(Svg svg, EpisodePaper paper, double y)
    {
        y += 18;
        Outline(svg, paper.Left + 1, y - 8, 10, 8);
        svg.Text(paper.Left + 18, y, "scored", EpisodePaper.Faint, size: EpisodePaper.Smallest);
        return y + 8;
    }
}
