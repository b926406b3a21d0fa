using System.Globalization;

namespace NeuralMemory.Reports;

/// <summary>
/// Symbols by time, given by their numbers: written from left to right where a step has room for that, or digits below each other, or,
/// where it has no room for one, shades.
/// </summary>
internal static class SymbolNumbers
{
    private const double Line = 9, Size = 9, LeastCell = 6, Band = 9, Digit = 5.8, Between = 5;
    private const int Shades = 10;

    /// <summary>How high they are.</summary>
    /// <param name="symbols">How many symbols there are.</param>
    /// <param name="cell">How wide a step is.</param>
    public static double HeightOf(int symbols, double cell) => cell < LeastCell ? Band
        : IsAcross(symbols, cell) ? Line + 3
        : DigitsOf(symbols) * Line + 3;

    /// <summary>Draws them.</summary>
    /// <param name="svg">Receives them.</param>
    /// <param name="left">Where the first step begins.</param>
    /// <param name="cell">How wide a step is.</param>
    /// <param name="y">Their upper end.</param>
    /// <param name="steps">T.</param>
    /// <param name="symbols">How many symbols there are.</param>
    /// <param name="numberAt">The number of a step's symbol; below 0 where there is none.</param>
    /// <param name="color">Their color.</param>
    public static void Draw(
        Svg svg, double left, double cell, double y, int steps, int symbols, Func<int, float> numberAt, string color)
    {
        if (cell >= LeastCell)
        {
            DrawDigits(svg, left, cell, y, steps, symbols, numberAt, color);
            return;
        }

        var shades = new Cells?[Shades + 1];
        foreach (Stretch stretch in Stretch.Of(steps, step => numberAt(step) < 0 ? 0 : 1 + (int)(numberAt(step) * Shades / symbols)))
            if (stretch.Value > 0)
                (shades[stretch.Value] ??= new()).Add(left + stretch.First * cell, y, stretch.Count * cell, Band - 1);
        for (int shade = 1; shade < shades.Length; shade++)
            svg.Fill(shades[shade], color, shade / (double)Shades);
    }

    private static void DrawDigits(
        Svg svg, double left, double cell, double y, int steps, int symbols, Func<int, float> numberAt, string color)
    {
        for (int step = 0; step < steps; step++)
        {
            if (numberAt(step) < 0)
                continue;
            string digits = ((int)numberAt(step)).ToString(CultureInfo.InvariantCulture);
            if (IsAcross(symbols, cell))
            {
                svg.Text(left + (step + 0.5) * cell, y + Line, digits, color, "middle", Size);
                continue;
            }

            int above = DigitsOf(symbols) - digits.Length;
            for (int i = 0; i < digits.Length; i++)
                svg.Text(left + (step + 0.5) * cell, y + (above + i + 1) * Line, digits[i].ToString(), color, "middle", Size);
        }
    }

    private static bool IsAcross(int symbols, double cell) => DigitsOf(symbols) * Digit + Between <= cell;

    private static int DigitsOf(int symbols) => (symbols - 1).ToString(CultureInfo.InvariantCulture).Length;
}
