namespace NeuralMemory.Reports;

/// <summary>Symbols by time, as the words that they stand for: each is read upwards.</summary>
internal static class SymbolWords
{
    private const double Size = 9, LeastCell = 9;

    /// <summary>Whether a step has room for a word.</summary>
    /// <param name="cell">How wide a step is.</param>
    public static bool Fit(double cell) => cell >= LeastCell;

    /// <summary>How high they are.</summary>
    /// <param name="words">The words there are.</param>
    public static double HeightOf(IReadOnlyList<string> words) => words.Max(word => Svg.WidthOf(word, Size)) + 4;

    /// <summary>Draws them.</summary>
    /// <param name="svg">Receives them.</param>
    /// <param name="left">Where the first step begins.</param>
    /// <param name="cell">How wide a step is.</param>
    /// <param name="y">Their upper end.</param>
    /// <param name="steps">T.</param>
    /// <param name="words">The words there are.</param>
    /// <param name="numberAt">The number of a step's word; below 0 where there is none.</param>
    /// <param name="color">Their color.</param>
    public static void Draw(
        Svg svg, double left, double cell, double y, int steps, IReadOnlyList<string> words, Func<int, float> numberAt, string color)
    {
        double bottom = y + HeightOf(words) - 2;
        for (int step = 0; step < steps; step++)
            if (numberAt(step) is >= 0 and var number)
                svg.RisingText(left + (step + 0.5) * cell + Size / 3, bottom, 90, words[(int)number], color, Size);
    }
}
