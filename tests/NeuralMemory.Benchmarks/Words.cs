using System.Globalization;

namespace NeuralMemory.Benchmarks;

/// <summary>What commands are given.</summary>
internal static class Words
{
    /// <summary>A whole number of at least 1.</summary>
    /// <exception cref="FormatException">The word is none.</exception>
    public static int Number(string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new FormatException($"'{word}' is no whole number of at least 1");
}
