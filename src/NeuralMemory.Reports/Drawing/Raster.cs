namespace NeuralMemory.Reports;

/// <summary>
/// Numbers as one small image, a dot for each, that lets through the ground where there is nothing to see. Browsers keep the edges of its
/// dots sharp; other programs smooth them, so that a picture for these has each dot as often as it is large.
/// </summary>
/// <param name="Width">How wide it is drawn where smoothing is to be feared; 0 else.</param>
/// <param name="Height">How high it is drawn there; 0 else.</param>
internal readonly record struct Raster(double Width = 0, double Height = 0)
{
    // A little more than a dot of the screen.
    private const double Dense = 1.2;

    /// <summary>An image of numbers, as <see cref="Png.DataUri"/> writes it.</summary>
    /// <param name="values">[rows, columns], line by line.</param>
    /// <param name="columns">How many columns there are, at least 1.</param>
    /// <param name="scale">How numbers become shades.</param>
    public string Of(ReadOnlySpan<float> values, int columns, ValueScale scale)
    {
        var levels = new byte[values.Length];
        for (int i = 0; i < levels.Length; i++)
            levels[i] = ColorMap.LevelOf(scale[values[i]]);
        return Of(levels, columns, AlphaMap.Of(scale).Colors);
    }

    /// <summary>An image of colors, as <see cref="Png.DataUri"/> writes it.</summary>
    /// <param name="dots">[rows, columns] the places of colors, line by line.</param>
    /// <param name="columns">How many columns there are, at least 1.</param>
    /// <param name="colors">The colors, at most 256.</param>
    public string Of(ReadOnlySpan<byte> dots, int columns, IReadOnlyList<(byte Red, byte Green, byte Blue, byte Alpha)> colors)
    {
        int rows = dots.Length / columns;
        (int across, int down) = ((int)Math.Max(1, Dense * Width / columns), (int)Math.Max(1, Dense * Height / rows));
        if (across * down == 1)
            return Png.DataUri(Png.Encode(columns, rows, dots, colors));
        var enlarged = new byte[columns * across * rows * down];
        for (int i = 0; i < enlarged.Length; i++)
            enlarged[i] = dots[i / (columns * across) / down * columns + i % (columns * across) / across];
        return Png.DataUri(Png.Encode(columns * across, rows * down, enlarged, colors));
    }
}
