namespace NeuralMemory.Reports;

/// <summary>
/// Colors for numbers on any ground: the larger a number is, the less of the ground is seen, so that one picture fits light pages and dark
/// ones. Blue and orange are told apart by people who see fewer colors.
/// </summary>
public sealed class AlphaMap
{
    // Neither light nor dark: both stand out on white and on black.
    private static readonly (byte Red, byte Green, byte Blue) Blue = (0x1f, 0x78, 0xd1), Orange = (0xe0, 0x73, 0x00);

    private AlphaMap(Func<double, (byte, byte, byte, byte)> colorAt) =>
        Colors = [.. Enumerable.Range(0, ColorMap.Levels).Select(level => colorAt(level / (double)(ColorMap.Levels - 1)))];

    /// <summary>From the ground to blue: weights, gates, bits.</summary>
    public static AlphaMap Sequential { get; } = new(share => Of(Blue, share));

    /// <summary>From orange over the ground, for zero, to blue.</summary>
    public static AlphaMap Signed { get; } = new(share => Of(share < 0.5 ? Orange : Blue, Math.Abs(2 * share - 1)));

    /// <summary>The colors, the first for the least number; as many as a <see cref="ColorMap"/> has.</summary>
    public IReadOnlyList<(byte Red, byte Green, byte Blue, byte Alpha)> Colors { get; }

    /// <summary>The map of a scale.</summary>
    public static AlphaMap Of(ValueScale scale) => scale.Curve == ScaleCurve.Signed ? Signed : Sequential;

    private static (byte, byte, byte, byte) Of((byte Red, byte Green, byte Blue) color, double share) =>
        (color.Red, color.Green, color.Blue, (byte)Math.Round(255 * share));
}
