namespace NeuralMemory.Reports;

/// <summary>
/// Colors for the steps of an episode, from its first to its last: always lighter, so that their order is seen by people who see fewer
/// colors, and in grey. After the map viridis (Smith and van der Walt 2015), without its ends, which would be lost on black and on white.
/// </summary>
public static class StepColors
{
    /// <summary>How many colors there are: steps one after another share one where there are more of them.</summary>
    public const int Shades = 31;

    /// <summary>From this one on dark text is read better.</summary>
    private const int LightFrom = 12;

    private static readonly uint[] Stops = [0x5a48a8, 0x4a5fad, 0x3a76a6, 0x2c8ea0, 0x22a38a, 0x3fb872, 0x7dcb4e, 0xbddf26];

    private static readonly (byte Red, byte Green, byte Blue)[] All = [.. Enumerable.Range(0, Shades).Select(ColorOf)];
    private static readonly string[] Written = [.. All.Select(color => FormattableString.Invariant(
        $"#{color.Red:x2}{color.Green:x2}{color.Blue:x2}"))];

    /// <summary>The colors, that of the first step first.</summary>
    public static IReadOnlyList<(byte Red, byte Green, byte Blue)> Colors => All;

    /// <summary>The place of a step's color.</summary>
    /// <param name="step">The step, counted from the episode's first.</param>
    /// <param name="steps">T.</param>
    public static int ShadeOf(int step, int steps) =>
        steps <= 1 ? 0 : (int)Math.Round(Math.Clamp(step / (double)(steps - 1), 0, 1) * (Shades - 1));

    /// <summary>The color of a step as CSS writes it.</summary>
    /// <param name="step">The step, counted from the episode's first.</param>
    /// <param name="steps">T.</param>
    public static string At(int step, int steps) => Written[ShadeOf(step, steps)];

    /// <summary>The color of text on that of a step.</summary>
    /// <param name="step">The step, counted from the episode's first.</param>
    /// <param name="steps">T.</param>
    public static string InkOn(int step, int steps) => ShadeOf(step, steps) < LightFrom ? Palette.White : "#10141b";

    private static (byte, byte, byte) ColorOf(int shade)
    {
        double at = shade * (Stops.Length - 1) / (double)(Shades - 1);
        int stop = Math.Min((int)at + 1, Stops.Length - 1);
        double share = at - (stop - 1);
        return (Mixed(stop, 16, share), Mixed(stop, 8, share), Mixed(stop, 0, share));
    }

    private static byte Mixed(int stop, int shift, double share) =>
        (byte)Math.Round((byte)(Stops[stop - 1] >> shift) * (1 - share) + (byte)(Stops[stop] >> shift) * share);
}
