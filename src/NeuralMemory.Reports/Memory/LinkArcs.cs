using System.Globalization;

namespace NeuralMemory.Reports;

/// <summary>
/// Links as arcs over a line of slots: those to a later slot above it, those back below it; each path has all of one strength.
/// </summary>
internal sealed class LinkArcs
{
    private const int Strengths = 5;
    private const double LeastHeight = 7;

    /// <param name="links">The links.</param>
    /// <param name="axis">Where slots are.</param>
    /// <param name="most">How high arcs may be.</param>
    public LinkArcs(LinkList links, PlaceAxis axis, double most)
    {
        double longest = links.Strongest.Select(link => Math.Abs(link.To - link.From) * axis.Cell).DefaultIfEmpty().Max();
        double scale = longest / 2 > most ? most / (longest / 2) : 1;
        foreach (SlotLink link in links.Strongest)
            if (link.From < link.To)
                Above = Math.Max(Above, HeightOf(link));
            else
                Below = Math.Max(Below, HeightOf(link));

        Line = Above;
        Paths = [.. links.Strongest.GroupBy(link => (StrengthOf(link.Weight), link.From < link.To)).OrderBy(group => group.Key)
            .Select(group => new Arcs(group.Key.Item1, group.Key.Item2, string.Concat(group.Select(link => PathOf(link)))))];

        double HeightOf(SlotLink link) => Math.Max(LeastHeight, Math.Abs(link.To - link.From) * axis.Cell / 2 * scale);

        string PathOf(SlotLink link)
        {
            double from = axis.Middle(link.From), to = axis.Middle(link.To), high = HeightOf(link);
            if (link.From == link.To)
                return string.Create(CultureInfo.InvariantCulture, $"M{from - 2:0.##} 0a3 3 0 1 0 4 0");
            return string.Create(CultureInfo.InvariantCulture,
                $"M{from:0.##} 0A{Math.Abs(to - from) / 2:0.##} {high:0.##} 0 0 1 {to:0.##} 0");
        }
    }

    /// <summary>How far arcs rise above the line of slots.</summary>
    public double Above { get; }

    /// <summary>How far they go below it.</summary>
    public double Below { get; }

    /// <summary>Where the line is, from the upper side.</summary>
    public double Line { get; }

    /// <summary>The arcs, the weakest first.</summary>
    public IReadOnlyList<Arcs> Paths { get; }

    /// <summary>How opaque arcs of a strength are.</summary>
    public static string OpacityOf(int strength) => ((strength + 1.0) / Strengths).ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>How thick they are.</summary>
    public static string ThicknessOf(int strength) => (0.6 + 0.4 * strength).ToString("0.0", CultureInfo.InvariantCulture);

    private static int StrengthOf(float weight) => Math.Clamp((int)(weight * Strengths), 0, Strengths - 1);

    /// <summary>Arcs of one strength and one direction.</summary>
    /// <param name="Strength">From 0 for the weakest.</param>
    /// <param name="IsForward">Whether they lead to later slots.</param>
    /// <param name="Path">The path's data, the line of slots at 0.</param>
    internal sealed record Arcs(int Strength, bool IsForward, string Path);
}
