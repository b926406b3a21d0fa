using System.Globalization;

namespace NeuralMemory.Reports;

/// <summary>The numbers behind a picture of an episode, one a line: what each panel shows of each step, and the matrices below.</summary>
public static class InspectionCsv
{
    /// <summary>The first line.</summary>
    public const string Head = "training_step,section,panel,step,row,row_name,value";

    /// <summary>
    /// All of it. A matrix has its columns where panels have steps. Weights that six decimals write as 0 are left out.
    /// </summary>
    /// <param name="text">Receives it.</param>
    /// <param name="views">The views, from left to right.</param>
    public static void Write(TextWriter text, IEnumerable<InspectionView> views)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(views);
        text.Write(Head + "\n");
        foreach (InspectionView view in views)
        {
            foreach (InspectionSection section in view.Sections)
                foreach (InspectionPanel panel in section.Panels)
                    Panel(text, view, section.Title.Length == 0 ? "episode" : section.Title, panel);
            foreach (InspectionMatrix matrix in view.Matrices)
                Matrix(text, view, matrix);
        }
    }

    private static void Panel(TextWriter text, InspectionView view, string section, InspectionPanel panel)
    {
        bool areWeights = panel.Scale.Curve == ScaleCurve.Root;
        for (int step = 0; step < view.Steps; step++)
            for (int row = 0; row < panel.Rows; row++)
                if (panel.Shown?[step, row] != false && !(areWeights && panel.Values[step, row] < 5e-7f))
                    text.Write(string.Create(CultureInfo.InvariantCulture,
                        $"{view.Step},{Field(section)},{Field(panel.Name)},{view.First + step},{row},{Field(NameOf(panel, step, row))},"
                        + $"{panel.Values[step, row]:0.######}\n"));
    }

    private static void Matrix(TextWriter text, InspectionView view, InspectionMatrix matrix)
    {
        for (int row = 0; row < matrix.Values.GetLength(0); row++)
            for (int column = 0; column < matrix.Values.GetLength(1); column++)
                text.Write(string.Create(CultureInfo.InvariantCulture,
                    $"{view.Step},matrix,{Field(matrix.Title)},{column},{row},{Field($"{matrix.RowName} {row}")},"
                    + $"{matrix.Values[row, column]:0.######}\n"));
    }

    /// <summary>The row's name; of a symbol the word that it is.</summary>
    private static string NameOf(InspectionPanel panel, int step, int row) =>
        panel.Words is { } words && panel.Values[step, row] is >= 0 and var number && (int)number < words.Count ? words[(int)number]
        : panel.RowLabels is { } labels ? labels[row]
        : panel.RowName.Length > 0 ? string.Create(CultureInfo.InvariantCulture, $"{panel.RowName} {row}")
        : panel.Name;

    private static string Field(string text) =>
        text.AsSpan().ContainsAny(",\"\n\r") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
