using System.Globalization;
using NeuralMemory.Results;
using static NeuralMemory.Reports.RecallPaper;

namespace NeuralMemory.Reports;

/// <summary>
/// Draws one episode as SVG: time runs to the right; from top to bottom what was shown, what was wanted, what the machine answered, which
/// answers were wrong, which slot each head was at, and what else the machine tells of its memory. Symbols that are given by their numbers
/// are drawn as numbers, read downwards. The same recording gives the same bytes.
/// </summary>
public static class RecallPicture
{
    private const double Top = 58;
    private static readonly string[] HeadColors =
    [
        "#1b7f5c", Palette.Orange, "#6a4fb3", "#a3294f", "#2f86c9", "#8a6d1d", "#5b6470", "#d0588f", "#3f9f3a",
    ];

    /// <summary>The picture.</summary>
    /// <param name="recording">What to draw.</param>
    /// <param name="title">A headline; a line with the count of wrong answers stands below it.</param>
    public static string Draw(EpisodeRecording recording, string title)
    {
        ArgumentNullException.ThrowIfNull(recording);
        Svg svg = new();
        svg.Text(Left, 24, title, Palette.Ink, size: 16, weight: 600);
        svg.Text(Left, 43, Summary(recording), Palette.Faint);
        double y = Top;
        RecallColumns shown = new(recording.Inputs.GetLength(1), recording.Steps, recording.ShownSymbols),
            wanted = new(recording.Targets.GetLength(1), recording.Steps, recording.Symbols,
                channel => recording.ToleranceOf(channel) is null ? 1 : recording.MostOf(channel, 1));
        y = Bits(svg, y, "shown", shown, recording.Inputs, (_, _) => true);
        y = Bits(svg, y, "wanted", wanted, recording.Targets, recording.Counts);
        y = Bits(svg, y, "answered", wanted, recording.Outputs, recording.Counts);
        y = Errors(svg, y, wanted, recording);
        if (recording.Heads.Count > 0)
            y = Heads(svg, y, recording);
        foreach (PanelRecording panel in recording.Panels)
            y = RecallPanel.Draw(svg, y, panel);
        return svg.Document(Left + PlotWidth + Right, y);
    }

    private static string Summary(EpisodeRecording recording)
    {
        string slots = recording.Slots is { } count ? $", {count} slots" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{recording.Task}, {recording.Steps} steps{slots}: "
            + $"{recording.WrongAnswers} of {recording.ScoredAnswers} {recording.Unit} wrong");
    }

    /// <summary>A panel of channels by time.</summary>
    private static double Bits(Svg svg, double y, string name, RecallColumns columns, float[,] values, Func<int, int, bool> counts)
    {
        Panel(svg, y, columns.Height, name);
        columns.Draw(svg, y, values, counts);
        return y + columns.Height + Gap;
    }

    private static double Errors(Svg svg, double y, RecallColumns columns, EpisodeRecording recording)
    {
        Panel(svg, y, columns.Height, "wrong");
        Cells? wrong = columns.Mark(y, recording.IsWrong);
        svg.Fill(wrong, Palette.Red);
        if (wrong is null)
            svg.Text(Left + 8, y + columns.Height / 2 + 4, "none", Palette.Faint);
        return y + columns.Height + Gap;
    }

    /// <summary>Slots by time: a mark where each head has most of its weight, as opaque as that weight.</summary>
    private static double Heads(Svg svg, double y, EpisodeRecording recording)
    {
        int slots = recording.Slots ?? 1;
        double width = PlotWidth / recording.Steps, height = SlotsHeight / slots;
        // Numbered heads have longer names.
        double legend = recording.Heads.Count <= 2 ? 90 : Math.Min(112, (PlotWidth - 90) / recording.Heads.Count);
        Panel(svg, y, SlotsHeight, "");
        Slots(svg, y, slots);
        for (int head = 0; head < recording.Heads.Count; head++)
        {
            HeadRecording path = recording.Heads[head];
            string color = HeadColors[head % HeadColors.Length];
            var marks = new Cells[5];
            for (int step = 0; step < recording.Steps; step++)
            {
                int strength = (int)Math.Round(Math.Clamp(path.Weight[step], 0, 1) * 4);
                if (strength > 0)
                    (marks[strength] ??= new()).Add(
                        Left + step * width, y + path.Slot[step] * height, Math.Max(width, 1.2), Math.Max(height, 1.6));
            }

            for (int strength = 1; strength < marks.Length; strength++)
                svg.Fill(marks[strength], color, strength / 4.0);
            svg.Text(Left + 8 + head * legend, y + SlotsHeight + 16, "■ " + path.Name, color);
        }

        svg.Text(Left + PlotWidth, y + SlotsHeight + 16, "time →", Palette.Faint, anchor: "end");
        return y + SlotsHeight + Gap;
    }
}
