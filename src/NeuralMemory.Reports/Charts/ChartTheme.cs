namespace NeuralMemory.Reports;

/// <summary>The colors of a chart, as SVG writes them.</summary>
public sealed record ChartTheme
{
    // Okabe and Ito, "Color Universal Design" (2008), which people tell apart who see fewer colors; their yellow is left out, because a
    // thin line of it is not seen on white.
    private static readonly string[] Universal =
        ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#7a8290", "#7b4f1d"];

    private static readonly string[] AllDashes = ["", "7 3", "2 2", "9 3 2 3", "4 4", "12 3", "5 1.5", "6 2 1 2 1 2", "14 3 5 3"];

    /// <summary>For a file of its own: plain colors on white.</summary>
    public static ChartTheme Plain { get; } = new();

    /// <summary>For a page that defines the colors as CSS variables, so that it may be light and dark.</summary>
    public static ChartTheme Page { get; } = Of(name => $"var(--{name})");

    /// <summary>For a page with or without CSS variables, light or dark: what is not defined is as on a light page.</summary>
    public static ChartTheme Anywhere { get; } = Of(name => $"var(--{name},{Variables.First(variable => variable.Name == name).Light})");

    /// <summary>What is behind everything; null for nothing.</summary>
    public string? Ground { get; init; } = Palette.White;

    /// <summary>Text.</summary>
    public string Ink { get; init; } = Palette.Ink;

    /// <summary>Text of less weight.</summary>
    public string Faint { get; init; } = "#5f6773";

    /// <summary>Lines of a grid.</summary>
    public string Line { get; init; } = Palette.Line;

    /// <summary>The ground of a plot.</summary>
    public string Paper { get; init; } = Palette.Paper;

    /// <summary>What was published, what training met.</summary>
    public string Accent { get; init; } = Palette.Red;

    /// <summary>The color of the greatest value of a heat map.</summary>
    public string Heat { get; init; } = Palette.Blue;

    /// <summary>Text on that.</summary>
    public string OnHeat { get; init; } = Palette.White;

    /// <summary>The colors of lines, in order.</summary>
    public IReadOnlyList<string> Series { get; init; } = Universal;

    private static ChartTheme Of(Func<string, string> colorOf) => new()
    {
        Ground = null,
        Ink = colorOf("ink"),
        Faint = colorOf("faint"),
        Line = colorOf("line"),
        Paper = colorOf("paper"),
        Accent = colorOf("accent"),
        Heat = colorOf("heat"),
        OnHeat = colorOf("on-heat"),
        Series = [.. Enumerable.Range(0, Universal.Length).Select(number => colorOf($"series-{number}"))],
    };

    /// <summary>The color of the line of this style.</summary>
    internal string ColorOf(int style) => Series[style % Series.Count];

    /// <summary>The dashes of the line of this style, so that lines are told apart without colors too; empty for none.</summary>
    internal string DashesOf(int style) => AllDashes[(style + style / Series.Count) % AllDashes.Length];

    /// <summary>The CSS variables of <see cref="Page"/> by their names, for light pages and for dark ones.</summary>
    internal static IEnumerable<(string Name, string Light, string Dark)> Variables
    {
        get
        {
            yield return ("ink", "#1b1f27", "#e6e9ee");
            yield return ("faint", "#5a6270", "#9aa4b2");
            yield return ("line", "#dfe3e8", "#333b47");
            yield return ("paper", "#f6f7f9", "#1c222b");
            yield return ("accent", "#c2271f", "#ff7b72");
            yield return ("heat", "#1d3a6e", "#79b8ff");
            yield return ("on-heat", "#ffffff", "#0b1220");
            string[] dark = ["#58a6ff", "#ff9d5c", "#3fd0a0", "#f0a3cc", "#f2c14e", "#8fd3ff", "#e6e9ee", "#9aa4b2", "#c99b6a"];
            for (int number = 0; number < Universal.Length; number++)
                yield return ($"series-{number}", Universal[number], dark[number]);
        }
    }
}
