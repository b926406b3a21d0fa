using System.Globalization;
using static NeuralMemory.Results.CsvText;

namespace NeuralMemory.Reports;

/// <summary>
/// The numbers behind a picture of an episode, one a line: what each panel shows of each step, and the matrices below. Of long episodes
/// over many slots they are fewer: a number then stands for several steps or rows, as the one of the greatest amount among them; its line
/// names the first of them. A trace has all numbers.
/// </summary>
public static class InspectionCsv
{
    /// <summary>The first line.</summary>
    public const string Head = "training_step,section,panel,step,row,row_name,value";

    /// <summary>The most numbers of a panel that are all written.</summary>
    public const int MostNumbers = 1 << 16;

    // Of a larger one.
    private const int MostSteps = 256, MostRows = 128;

    // Six decimals write less as 0.
    private const float LeastWeight = 5e-7f;

    /// <summary>
    /// All of it. A matrix has its columns where panels have steps. Weights that six decimals write as 0 are left out, and what was not
    /// asked.
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
        float[,] values = Fewer(panel.Values.ToArray(), out int steps, out int rows);
        bool areWeights = panel.Scale.Curve == ScaleCurve.Root;
        for (int step = 0; step < values.GetLength(0); step++)
            for (int row = 0; row < values.GetLength(1); row++)
                if (panel.Shown?[step * steps, row * rows] != false && !(areWeights && values[step, row] < LeastWeight))
                    text.Write(string.Create(CultureInfo.InvariantCulture,
                        $"{view.Step},{Field(section)},{Field(panel.Name)},{view.First + step * steps},{row * rows},"
                        + $"{Field(NameOf(panel, values[step, row], row * rows))},{values[step, row]:0.######}\n"));
    }

    private static void Matrix(TextWriter text, InspectionView view, InspectionMatrix matrix)
    {
        float[,] values = Fewer(matrix.Values, out int rows, out int columns);
        for (int row = 0; row < values.GetLength(0); row++)
            for (int column = 0; column < values.GetLength(1); column++)
                text.Write(string.Create(CultureInfo.InvariantCulture,
                    $"{view.Step},matrix,{Field(matrix.Title)},{column * columns},{row * rows},"
                    + $"{Field($"{matrix.RowName} {row * rows}")},"
                    + $"{values[row, column]:0.######}\n"));
    }

    /// <summary>The numbers themselves, or fewer of them, each for so many.</summary>
    private static float[,] Fewer(float[,] values, out int across, out int down)
    {
        (across, down) = (1, 1);
        if (values.Length <= MostNumbers)
            return values;
        (across, down) = (HeatMap.GroupOf(values.GetLength(0), MostSteps), HeatMap.GroupOf(values.GetLength(1), MostRows));
        return HeatMap.Pooled(values, MostSteps, MostRows);
    }

    /// <summary>The row's name; of a symbol the word that it is.</summary>
    private static string NameOf(InspectionPanel panel, float value, int row) =>
        panel.Words is { } words && value >= 0 && (int)value < words.Count ? words[(int)value]
        : panel.RowLabels is { } labels ? labels[row]
        : panel.RowName.Length > 0 ? string.Create(CultureInfo.InvariantCulture, $"{panel.RowName} {row}")
        : panel.Name;
}
