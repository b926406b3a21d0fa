namespace NeuralMemory.Reports;

/// <summary>Symbols by time, as the words that they stand for: each is read upwards.</summary>
internal static class SymbolWords
{
    // Words can have more wide letters than text has on the whole.
    private const double Size = 9, Widest = 1.2;

    /// <summary>The narrowest step that has room for a word.</summary>
    public const double LeastCell = 9;

    /// <summary>Whether a step has room for a word.</summary>
    /// <param name="cell">How wide a step is.</param>
    public static bool Fit(double cell) => cell >= LeastCell;

    /// <summary>How high they are.</summary>
    /// <param name="words">The words there are.</param>
    public static double HeightOf(IEnumerable<string> words) =>
        words.Select(word => Widest * Svg.WidthOf(word, Size)).DefaultIfEmpty().Max() + 4;

    /// <summary>Draws them.</summary>
    /// <param name="svg">Receives them.</param>
    /// <param name="left">Where the first step begins.</param>
    /// <param name="cell">How wide a step is.</param>
    /// <param name="bottom">Their lower end.</param>
    /// <param name="steps">T.</param>
    /// <param name="words">The words there are.</param>
    /// <param name="numberAt">The number of a step's word; below 0 where there is none.</param>
    /// <param name="color">Their color.</param>
    public static void Draw(
        Svg svg, double left, double cell, double bottom, int steps, IReadOnlyList<string> words, Func<int, float> numberAt, string color)
    {
        for (int step = 0; step < steps; step++)
            if (numberAt(step) is >= 0 and var number)
                svg.RisingText(left + (step + 0.5) * cell + Size / 3, bottom - 2, 90, words[(int)number], color, Size);
    }
}
