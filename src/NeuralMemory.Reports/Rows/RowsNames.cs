using System.Globalization;

namespace NeuralMemory.Reports;

/// <summary>Draws what a panel and its rows are called, at its left, and at its right what its shades mean.</summary>
/// <param name="names">What is at the left.</param>
/// <param name="plot">The panel itself.</param>
/// <param name="sheet">The sheet.</param>
/// <param name="panel">The panel.</param>
/// <param name="y">Its upper side.</param>
/// <param name="height">How high it is.</param>
internal sealed class RowsNames(Svg names, Svg plot, RowsSheet sheet, InspectionPanel panel, double y, double height)
{
    private const double Between = 7, LeastForEnds = 40;

    public void Draw()
    {
        if (panel.Kind == PanelKind.Named)
            Named();
        else
            Name(RowsSheet.NamesWidth - Between, hasEnds: height >= LeastForEnds && panel.Rows > 1);
        Notes();
    }

    private void Named()
    {
        double row = height / panel.Rows, right = RowsSheet.NamesWidth - Between;
        string[] labels = [.. panel.RowLabels!.Select(label => Fitted(label, 56, InspectionPaper.NumberSize))];
        for (int i = 0; i < labels.Length; i++)
            Number(right, y + (i + 0.5) * row + 3.4, labels[i]);
        Name(right - labels.Max(label => Svg.WidthOf(label, InspectionPaper.NumberSize)) - Between, hasEnds: false);
    }

    /// <summary>The name, in two lines where it says of what it is too, between the numbers of the first row and the last.</summary>
    private void Name(double right, bool hasEnds)
    {
        if (hasEnds)
        {
            Number(right, y + 8.5, panel.RowName.Length > 0 ? $"{panel.RowName} 0" : "0");
            Number(right, y + height - 1.5, (panel.Rows - 1).ToString(CultureInfo.InvariantCulture));
        }

        string[] lines = panel.Name.Split(", ", 2);
        for (int i = 0; i < lines.Length; i++)
        {
            double size = lines.Length == 1 ? InspectionPaper.NameSize : InspectionPaper.NumberSize;
            double line = y + height / 2 + (lines.Length == 1 ? 4 : i == 0 ? -1.5 : 8.5);
            if (Fitted(lines[i], right - 2, size) is { Length: > 1 } text)
                names.Text(right, line, text, i == 0 ? sheet.Theme.Ink : sheet.Theme.Faint, "end", size);
        }
    }

    private void Notes()
    {
        double left = sheet.PlotWidth + 6;
        if (panel.Kind == PanelKind.Bars)
        {
            Note(left, y + 8, Text(panel.Scale.High));
            Note(left, y + height - 0.5, Text(panel.Scale.Low));
            return;
        }

        List<string> lines = [];
        if (panel.Kind == PanelKind.Error)
            lines.Add(panel.WrongAnswers == 0 ? "none wrong" : FormattableString.Invariant($"{panel.WrongAnswers} wrong"));
        if (panel.Scale.Curve == ScaleCurve.Signed)
            lines.Add($"±{Text(panel.Scale.High)}");
        if (panel.Rows > PanelDots.MostRows)
            lines.Add(FormattableString.Invariant($"largest of {HeatMap.GroupOf(panel.Rows, PanelDots.MostRows)}"));
        for (int i = 0; i < lines.Count; i++)
            Note(left, y + height / 2 + 3.4 + (i - (lines.Count - 1) / 2.0) * 11, lines[i]);
    }

    private void Number(double right, double line, string text) =>
        names.Text(right, line, text, sheet.Theme.Faint, "end", InspectionPaper.NumberSize);

    private void Note(double left, double line, string text) =>
        plot.Text(left, line, text, sheet.Theme.Faint, size: InspectionPaper.NumberSize);

    private static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A text that has room: cut where it has not.</summary>
    private static string Fitted(string text, double room, double size)
    {
        int most = (int)(room / Svg.WidthOf("x", size) * 1.08);
        return text.Length <= most ? text : most < 2 ? "" : text[..(most - 1)] + "\u2026";
    }
}
