namespace NeuralMemory.Reports;

/// <summary>How a line is drawn: by color and by dashes, so that lines are told apart in print without colors too.</summary>
/// <param name="Color">Its color.</param>
/// <param name="Dashes">Its dashes, as SVG writes them; null for none.</param>
internal readonly record struct LineStyle(string Color, string? Dashes)
{
    /// <summary>
    /// Most from Okabe and Ito, "Color Universal Design" (2008), which people tell apart who see fewer colors; their yellow is left out,
    /// because a thin line of it is not seen on white.
    /// </summary>
    private static readonly string[] Colors =
    [
        "#000000", "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7a8290", "#7b4f1d",
    ];

    private static readonly string?[] AllDashes = [null, "7 3", "2 2", "9 3 2 3", "4 4", "12 3", "5 1.5", "6 2 1 2 1 2", "14 3 5 3"];

    /// <summary>The style of the line of this number.</summary>
    public static LineStyle Of(int line) =>
        new(Colors[line % Colors.Length], AllDashes[(line + line / Colors.Length) % AllDashes.Length]);
}
