namespace NeuralMemory.Reports;

/// <summary>The measures of a picture of an episode: it fits a screen at any number of steps and columns.</summary>
internal sealed class EpisodePaper
{
    public const double Margin = 22, Gap = 6, Small = 11, Smallest = 10;
    public const string Ink = "#20252e", Faint = "#737c8c", Paper = "#f3f5f8", Border = "#d4d9e2", Scored = "#e08a1e";

    /// <summary>The room for steps.</summary>
    public const double PlotWidth = 960;

    private const double LeastWidth = 400, ScaleWidth = 112, MostCell = 26;
    private const double LeastRow = 3, MostRow = 18, LeastPanel = 13, AllRows = 420;

    private readonly double _row;

    /// <param name="episode">The episode, or a line of it.</param>
    /// <param name="steps">How many steps the longest line has.</param>
    public EpisodePaper(EpisodeSketch episode, int steps)
    {
        IReadOnlyList<ChannelSketch> channels = [.. episode.Inputs, .. episode.Targets];
        Steps = episode.Steps;
        Left = Margin + 12 + channels.Max(channel => Math.Max(Svg.WidthOf(channel.Name, Small), 42));
        Cell = Math.Min(MostCell, PlotWidth / steps);
        _row = Math.Clamp(AllRows / channels.Sum(channel => channel.Width), LeastRow, MostRow);
        double legend = episode.Phases.Select(phase => Svg.WidthOf(LegendOf(phase), Small)).DefaultIfEmpty().Max();
        Width = Math.Max(
            Math.Max(Right + ScaleWidth, Left + legend + Margin),
            Margin + Math.Max(LeastWidth, Svg.WidthOf(episode.Title, Svg.TextSize) + Margin));
    }

    /// <summary>T.</summary>
    public int Steps { get; }

    /// <summary>The width of the picture.</summary>
    public double Width { get; }

    /// <summary>Where the first step begins.</summary>
    public double Left { get; }

    /// <summary>Where the last step ends.</summary>
    public double Right => Left + Cell * Steps;

    /// <summary>The width of a step.</summary>
    public double Cell { get; }

    /// <summary>Where a step begins.</summary>
    public double At(int step) => Left + step * Cell;

    /// <summary>The height of a channel.</summary>
    public double HeightOf(ChannelSketch channel) => Math.Max(LeastPanel,
        WordsOf(channel) is { } words ? SymbolWords.HeightOf(NumbersOf(channel).Select(number => words[number]))
        : channel.Symbols is { } symbols ? SymbolNumbers.HeightOf(symbols, Cell)
        : _row * channel.Width);

    /// <summary>The words of a channel, where it has some and steps have room for them; else null.</summary>
    public IReadOnlyList<string>? WordsOf(ChannelSketch channel) => SymbolWords.Fit(Cell) ? channel.Words : null;

    private static IEnumerable<int> NumbersOf(ChannelSketch channel) =>
        channel.Values.Cast<float>().Where(number => number >= 0).Select(number => (int)number).Distinct();

    /// <summary>A phase's letter and what it stands for.</summary>
    public static string LegendOf(PhaseName phase) => $"{phase.Letter}  {phase.Name}";
}
