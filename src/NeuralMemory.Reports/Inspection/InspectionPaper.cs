namespace NeuralMemory.Reports;

/// <summary>The measures of a picture of an episode: one axis of time for all panels, names at the left, scales at the right.</summary>
/// <param name="Left">Where the first step begins.</param>
/// <param name="Cell">How wide a step is.</param>
/// <param name="Steps">T.</param>
/// <param name="First">The number of the first step.</param>
internal readonly record struct InspectionPaper(double Left, double Cell, int Steps, int First)
{
    /// <summary>The room for names at the left, for scales at the right, and around.</summary>
    public const double Names = 132, Scales = 76, Margin = 20;

    /// <summary>The size of names, and of numbers beside panels.</summary>
    public const double NameSize = 11, NumberSize = 9.5;

    /// <summary>Between panels.</summary>
    public const double Gap = 5;

    private const double MostHeight = 256, PlotWidth = 640, MostCell = 44, Between = 22;

    /// <summary>Where the last step ends.</summary>
    public double Right => Left + Width;

    /// <summary>How wide all steps are.</summary>
    public double Width => Cell * Steps;

    /// <summary>Where a step begins, by its place in the window.</summary>
    public double At(int step) => Left + step * Cell;

    /// <summary>Papers beside one another.</summary>
    /// <param name="views">What is drawn on them.</param>
    public static InspectionPaper[] Beside(IReadOnlyList<InspectionView> views)
    {
        double width = (PlotWidth - (views.Count - 1) * Between) / views.Count;
        double cell = Math.Min(MostCell, width / views.Max(view => view.Steps));
        double left = Margin + Names;
        var papers = new InspectionPaper[views.Count];
        for (int i = 0; i < papers.Length; i++)
        {
            papers[i] = new(left, cell, views[i].Steps, views[i].First);
            left = papers[i].Right + Between;
        }

        return papers;
    }

    /// <summary>How high a panel is.</summary>
    public double HeightOf(InspectionPanel panel) => panel.Kind switch
    {
        PanelKind.Weights => Math.Clamp(panel.Rows * DotsOf(panel.Rows), 48, MostHeight),
        PanelKind.Slots => Math.Clamp(panel.Rows * Math.Max(1, DotsOf(panel.Rows) / 2), 40, MostHeight / 2),
        PanelKind.Vector => Math.Clamp(3 * panel.Rows, 24, 60),
        PanelKind.Named => 11 * panel.Rows,
        PanelKind.Bars => 20,
        _ when panel.Symbols is { } symbols => Math.Max(14, panel.Words is { } words && SymbolWords.Fit(Cell)
            ? SymbolWords.HeightOf(WordsIn(panel, words))
            : SymbolNumbers.HeightOf(symbols, Cell)),
        _ => Math.Clamp(Math.Max(6 * panel.Rows, 11), 11, Math.Max(54, panel.Rows)),
    };

    /// <summary>How many dots a slot is high: whole ones, so that all are alike.</summary>
    private static int DotsOf(int slots) => slots switch
    {
        <= 24 => 6,
        <= 48 => 4,
        <= 64 => 3,
        <= 128 => 2,
        _ => 1,
    };

    /// <summary>The words that are drawn.</summary>
    private static IEnumerable<string> WordsIn(InspectionPanel panel, IReadOnlyList<string> words) =>
        Enumerable.Range(0, panel.Values.Steps)
            .Where(step => panel.Shown?[step, 0] != false && panel.Values[step, 0] >= 0)
            .Select(step => words[(int)panel.Values[step, 0]]).Distinct();
}
