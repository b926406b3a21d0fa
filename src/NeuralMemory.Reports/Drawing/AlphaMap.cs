namespace NeuralMemory.Reports;

/// <summary>
/// Colors for numbers on any ground: the larger a number is, the less of the ground is seen, so that one picture fits light pages and dark
/// ones. The hues are of middle lightness; blue and orange are told apart by people who see fewer colors.
/// </summary>
public sealed class AlphaMap
{
    /// <summary>The place, behind those of the levels, of what was not asked: a light grey.</summary>
    public const byte NotAsked = ColorMap.Levels;

    // Neither light nor dark: all stand out on white and on black.
    private static readonly Hue Blue = new(0x58a4f2, 0x2675dd), Orange = new(0xf09a3e, 0xd1690f), Red = new(0xe86a5c, 0xd02e25);

    private AlphaMap(Func<double, (Hue Hue, double Amount)> at) => Colors =
    [
        .. Enumerable.Range(0, ColorMap.Levels).Select(level =>
        {
            (Hue hue, double amount) = at(level / (double)(ColorMap.Levels - 1));
            return hue.At(amount);
        }),
        (0x80, 0x88, 0x94, 36),
    ];

    /// <summary>From the ground to blue: weights, gates, bits.</summary>
    public static AlphaMap Sequential { get; } = new(share => (Blue, share));

    /// <summary>From orange over the ground, for zero, to blue.</summary>
    public static AlphaMap Signed { get; } = new(share => (share < 0.5 ? Orange : Blue, Math.Abs(2 * share - 1)));

    /// <summary>From the ground to red: what is wrong.</summary>
    public static AlphaMap Error { get; } = new(share => (Red, share));

    /// <summary>
    /// The colors, the first for the least number; as many as a <see cref="ColorMap"/> has, and that of <see cref="NotAsked"/>.
    /// </summary>
    public IReadOnlyList<(byte Red, byte Green, byte Blue, byte Alpha)> Colors { get; }

    /// <summary>The map of a scale.</summary>
    public static AlphaMap Of(ValueScale scale) => scale.Curve == ScaleCurve.Signed ? Signed : Sequential;

    /// <summary>The color of a share in [0, 1] as SVG writes it, and how opaque it is.</summary>
    public (string Fill, double Opacity) At(double share)
    {
        (byte red, byte green, byte blue, byte alpha) = Colors[ColorMap.LevelOf(share)];
        return (FormattableString.Invariant($"#{red:x2}{green:x2}{blue:x2}"), alpha / 255.0);
    }

    /// <summary>A color that gets deeper as it gets more opaque.</summary>
    private readonly record struct Hue(uint Light, uint Deep)
    {
        public (byte, byte, byte, byte) At(double amount) => (
            Mixed(16, amount), Mixed(8, amount), Mixed(0, amount),
            // A little more than even: the lightest are hard to see.
            (byte)Math.Round(255 * Math.Sqrt(amount) * (0.35 + 0.65 * Math.Sqrt(amount))));

        private byte Mixed(int shift, double amount) =>
            (byte)Math.Round((byte)(Light >> shift) * (1 - amount) + (byte)(Deep >> shift) * amount);
    }
}
