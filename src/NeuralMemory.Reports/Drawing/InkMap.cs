namespace NeuralMemory.Reports;

/// <summary>
/// Colors for numbers as ink on any ground: no number is no ink, so that one image is right on light pages and on dark ones. The hues are
/// of middle lightness and are told apart by those who see fewer colors.
/// </summary>
public sealed class InkMap
{
    /// <summary>The place, behind the levels, of what was not asked: a light grey.</summary>
    public const byte NotAsked = ColorMap.Levels;

    private static readonly (byte, byte, byte) Light = (0x58, 0xa4, 0xf2), Deep = (0x26, 0x75, 0xdd), Warm = (0xf0, 0x9a, 0x3e),
        Burnt = (0xd1, 0x69, 0x0f), Pale = (0xe8, 0x6a, 0x5c), Red = (0xd0, 0x2e, 0x25), Grey = (0x80, 0x88, 0x94);

    private InkMap(Func<double, ((byte, byte, byte) From, (byte, byte, byte) To, double Amount)> at)
    {
        var colors = new (byte, byte, byte)[ColorMap.Levels + 1];
        var alphas = new byte[colors.Length];
        for (int level = 0; level < ColorMap.Levels; level++)
        {
            ((byte, byte, byte) from, (byte, byte, byte) to, double amount) = at(level / (double)(ColorMap.Levels - 1));
            colors[level] = Mixed(from, to, amount);
            // A little more than even: the lightest inks are hard to see.
            alphas[level] = (byte)Math.Round(255 * Math.Sqrt(amount) * (0.35 + 0.65 * Math.Sqrt(amount)));
        }

        (colors[NotAsked], alphas[NotAsked]) = (Grey, 36);
        (Colors, Alphas) = (colors, alphas);
    }

    /// <summary>Amounts: from nothing to blue.</summary>
    public static InkMap Amount { get; } = new(share => (Light, Deep, share));

    /// <summary>Numbers of either sign: from orange over nothing, for zero, to blue.</summary>
    public static InkMap Signed { get; } = new(share =>
        share < 0.5 ? (Warm, Burnt, 1 - 2 * share) : (Light, Deep, 2 * share - 1));

    /// <summary>What is wrong: from nothing to red.</summary>
    public static InkMap Error { get; } = new(share => (Pale, Red, share));

    /// <summary>The colors, the first for the least number, and that of <see cref="NotAsked"/> behind them.</summary>
    public IReadOnlyList<(byte Red, byte Green, byte Blue)> Colors { get; }

    /// <summary>How much each of them covers what is behind it, from 0 to 255.</summary>
    public IReadOnlyList<byte> Alphas { get; }

    /// <summary>The inks for a scale.</summary>
    public static InkMap Of(ValueScale scale) => scale.Curve == ScaleCurve.Signed ? Signed : Amount;

    /// <summary>The ink of a share in [0, 1], as SVG writes it: a color, and how much it covers.</summary>
    public (string Fill, double Opacity) At(double share)
    {
        byte level = ColorMap.LevelOf(share);
        (byte red, byte green, byte blue) = Colors[level];
        return (FormattableString.Invariant($"#{red:x2}{green:x2}{blue:x2}"), Alphas[level] / 255.0);
    }

    private static (byte, byte, byte) Mixed((byte, byte, byte) from, (byte, byte, byte) to, double share) =>
        (Mixed(from.Item1, to.Item1, share), Mixed(from.Item2, to.Item2, share), Mixed(from.Item3, to.Item3, share));

    private static byte Mixed(byte from, byte to, double share) => (byte)Math.Round(from * (1 - share) + to * share);
}
