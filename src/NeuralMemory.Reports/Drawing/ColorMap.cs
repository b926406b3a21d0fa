namespace NeuralMemory.Reports;

/// <summary>Colors for numbers: from light to dark in even steps, so that twice the difference looks like twice the difference.</summary>
public sealed class ColorMap
{
    /// <summary>How many colors a map has; odd, so that one is in the middle.</summary>
    public const int Levels = 129;

    private ColorMap(params ReadOnlySpan<Stop> stops) => Colors = Between(stops);

    /// <summary>From the ground of a panel to dark blue.</summary>
    public static ColorMap Sequential { get; } = new(
        new(0, 0xf6f7f9), new(0.12, 0xdbe6f2), new(0.3, 0xa9c8e2), new(0.5, 0x659fcb), new(0.72, 0x2d6ca6), new(1, 0x12305c));

    /// <summary>From orange over the ground of a panel, for zero, to blue.</summary>
    public static ColorMap Diverging { get; } = new(
        new(0, 0xa85200), new(0.15, 0xd5832f), new(0.32, 0xf2c697), new(0.5, 0xf6f7f9), new(0.68, 0xa3c1dd),
        new(0.85, 0x4a7fb5), new(1, 0x1a3f73));

    /// <summary>From the ground of a panel to red: what is wrong.</summary>
    public static ColorMap Error { get; } = new(new(0, 0xf6f7f9), new(0.3, 0xf3c9bf), new(0.6, 0xde7d6c), new(1, 0xb3261e));

    /// <summary>The colors, the first for the least number.</summary>
    public IReadOnlyList<(byte Red, byte Green, byte Blue)> Colors { get; }

    /// <summary>A color as CSS writes it.</summary>
    /// <param name="share">Where on the map, in [0, 1].</param>
    public string At(double share) => AtLevel(LevelOf(share));

    /// <summary>The color of a level as CSS writes it.</summary>
    public string AtLevel(int level)
    {
        (byte red, byte green, byte blue) = Colors[level];
        return FormattableString.Invariant($"#{red:x2}{green:x2}{blue:x2}");
    }

    /// <summary>The level of a share in [0, 1].</summary>
    public static byte LevelOf(double share) => (byte)Math.Round(Math.Clamp(share, 0, 1) * (Levels - 1));

    private static (byte, byte, byte)[] Between(ReadOnlySpan<Stop> stops)
    {
        var colors = new (byte, byte, byte)[Levels];
        for (int level = 0, stop = 1; level < Levels; level++)
        {
            double at = level / (double)(Levels - 1);
            while (at > stops[stop].At)
                stop++;
            double share = (at - stops[stop - 1].At) / (stops[stop].At - stops[stop - 1].At);
            (uint from, uint to) = (stops[stop - 1].Color, stops[stop].Color);
            colors[level] = (Mixed(from, to, 16, share), Mixed(from, to, 8, share), Mixed(from, to, 0, share));
        }

        return colors;
    }

    private static byte Mixed(uint from, uint to, int shift, double share) =>
        (byte)Math.Round((byte)(from >> shift) * (1 - share) + (byte)(to >> shift) * share);

    /// <summary>A color at a place of the map.</summary>
    private readonly record struct Stop(double At, uint Color);
}
