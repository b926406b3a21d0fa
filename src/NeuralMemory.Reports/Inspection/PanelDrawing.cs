using System.Globalization;

namespace NeuralMemory.Reports;

/// <summary>Draws one panel on its paper.</summary>
/// <param name="svg">Receives it.</param>
/// <param name="paper">Where steps are.</param>
/// <param name="panel">What to draw.</param>
/// <param name="y">Its upper side.</param>
internal sealed class PanelDrawing(Svg svg, InspectionPaper paper, InspectionPanel panel, double y)
{
    private const string Bar = "#5b8db8";

    private readonly double _height = paper.HeightOf(panel);

    /// <summary>Draws what is in the panel.</summary>
    public void Draw()
    {
        switch (panel.Kind)
        {
            case PanelKind.Bars:
                Bars();
                break;
            case PanelKind.Channel when panel.Symbols is { } symbols:
                Symbols(symbols);
                break;
            default:
                HeatMap.Draw(svg, paper.Left, y, paper.Width, _height, Masked(), panel.Scale, panel.Name,
                    panel.Kind == PanelKind.Error ? ColorMap.Error : null);
                break;
        }

        svg.Frame(paper.Left, y, paper.Width, _height, Palette.Line, 0.75);
    }

    /// <summary>Draws its name and the names of rows, at the left.</summary>
    public void DrawNames()
    {
        double right = paper.Left - 8;
        if (panel.Kind == PanelKind.Named)
        {
            double row = _height / panel.Rows;
            string[] labels = [.. panel.RowLabels!.Select(label => Fitted(label, InspectionPaper.Names - 8, InspectionPaper.NumberSize))];
            for (int i = 0; i < panel.Rows; i++)
                Number(right, y + (i + 0.5) * row + 3.4, labels[i]);
            Name(right - labels.Max(label => Svg.WidthOf(label, InspectionPaper.NumberSize)) - 8);
            return;
        }

        Name(right);
        // The ends of the rows, where there is room above and below the name.
        if (_height < 40 || panel.Rows == 1)
            return;
        string first = panel.RowName.Length > 0 ? $"{panel.RowName} 0" : "0";
        Number(right, y + 8, first);
        Number(right, y + _height - 1.5, (panel.Rows - 1).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Draws what its shades or heights mean where that is its own, at the right.</summary>
    /// <param name="counts">Whether what is wrong is counted there too.</param>
    public void DrawScale(bool counts)
    {
        double left = paper.Right + 6;
        if (panel.Kind == PanelKind.Bars)
        {
            Right(left, y + 8, Text(panel.Scale.High));
            Right(left, y + _height - 0.5, Text(panel.Scale.Low));
            return;
        }

        List<string> lines = [];
        if (panel.Kind == PanelKind.Error && counts)
            lines.Add(FormattableString.Invariant($"{panel.WrongAnswers} wrong"));
        if (panel.Scale.Curve == ScaleCurve.Signed)
            lines.Add($"±{Text(panel.Scale.High)}");
        if (panel.Kind == PanelKind.Error && panel.Scale.High != 1)
            lines.Add($"up to {Text(panel.Scale.High)}");
        if (HeatMap.GroupOf(panel.Rows, (int)_height) is > 1 and var group)
            lines.Add(FormattableString.Invariant($"largest of {group}"));
        for (int i = 0; i < lines.Count; i++)
            Right(left, y + _height / 2 + 3.4 + (i - (lines.Count - 1) / 2.0) * 11, lines[i]);
    }

    /// <summary>Draws the panel's name, in two lines where it says of what it is too.</summary>
    private void Name(double right)
    {
        double room = right - (paper.Left - InspectionPaper.Names - InspectionPaper.Margin / 2);
        string[] lines = panel.Name.Split(", ", 2);
        for (int i = 0; i < lines.Length; i++)
        {
            double size = i == 0 && lines.Length == 1 ? InspectionPaper.NameSize : InspectionPaper.NumberSize;
            double base_ = y + _height / 2 + (lines.Length == 1 ? 4 : i == 0 ? -1.5 : 8.5);
            if (Fitted(lines[i], room, size) is { Length: > 1 } text)
                svg.Text(right, base_, text, i == 0 ? Palette.Ink : Palette.Faint, "end", size);
        }
    }

    /// <summary>A text that has room: cut where it has not.</summary>
    private static string Fitted(string text, double room, double size)
    {
        int most = (int)(room / Svg.WidthOf("x", size));
        return text.Length <= most ? text : most < 2 ? "" : text[..(most - 1)] + "\u2026";
    }

    private void Number(double right, double base_, string text) =>
        svg.Text(right, base_, text, Palette.Faint, "end", InspectionPaper.NumberSize);

    private void Right(double left, double base_, string text) =>
        svg.Text(left, base_, text, Palette.Faint, size: InspectionPaper.NumberSize);

    private static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>The numbers; zero where nothing is to be seen.</summary>
    private float[,] Masked()
    {
        float[,] masked = panel.Values.ToArray();
        if (panel.Shown is not { } shown)
            return masked;
        for (int step = 0; step < paper.Steps; step++)
            for (int row = 0; row < panel.Rows; row++)
                if (!shown[step, row])
                    masked[step, row] = 0;
        return masked;
    }

    private void Bars()
    {
        svg.Rectangle(paper.Left, y, paper.Width, _height, Palette.Paper);
        Cells bars = new();
        // One bar for each dot where there are more steps than dots.
        float[,] dots = HeatMap.Pooled(panel.Values.ToArray(), (int)Math.Max(1, paper.Width), 1);
        double cell = paper.Width / dots.GetLength(0), between = cell >= 5 ? 1 : 0;
        for (int step = 0; step < dots.GetLength(0); step++)
            if (panel.Scale[dots[step, 0]] * (_height - 1) is > 0.2 and var high)
                bars.Add(paper.Left + step * cell, y + _height - high, cell - between, high);
        svg.Fill(bars, Bar);
    }

    private void Symbols(int symbols)
    {
        svg.Rectangle(paper.Left, y, paper.Width, _height, Palette.Paper);
        Draw(step => panel.Wrong?[step, 0] != true, Palette.Blue);
        if (panel.Wrong is not null)
            Draw(step => panel.Wrong[step, 0], Palette.Red);

        void Draw(Func<int, bool> isDrawn, string color)
        {
            float NumberAt(int step) => panel.Shown?[step, 0] != false && isDrawn(step) ? panel.Values[step, 0] : -1;
            if (panel.Words is { } words && SymbolWords.Fit(paper.Cell))
                SymbolWords.Draw(svg, paper.Left, paper.Cell, y + _height, paper.Steps, words, NumberAt, color);
            else
                SymbolNumbers.Draw(svg, paper.Left, paper.Cell, y, paper.Steps, symbols, NumberAt, color);
        }
    }
}
