using NeuralMemory.Results;
using static NeuralMemory.Reports.RecallPaper;

namespace NeuralMemory.Reports;

/// <summary>
/// A panel of channels by time: bits, probabilities and numbers as shades, symbols that are given by their numbers as
/// numbers, or as words where they stand for some.
/// </summary>
/// <param name="channels">How many channels there are.</param>
/// <param name="steps">T.</param>
/// <param name="symbols">Those that hold the numbers of symbols are among these.</param>
/// <param name="mostOf">Of a channel what is darkest; null for 1 in all.</param>
internal sealed class RecallColumns(
    int channels, int steps, IReadOnlyList<RecordedSymbol> symbols, Func<int, double>? mostOf = null)
{
    private const double Cell = 9;
    private readonly double _step = PlotWidth / steps;

    /// <summary>How high the panel is.</summary>
    public double Height => Enumerable.Range(0, channels).Sum(HeightOf);

    /// <summary>Draws what counts.</summary>
    public void Draw(Svg svg, double y, float[,] values, Func<int, int, bool> counts)
    {
        for (int channel = 0, next; channel < channels; y += Sum(channel, next), channel = next)
        {
            int first = channel;
            next = first + 1;
            if (NumberOf(first) is { } symbol)
            {
                float NumberAt(int step) => counts(step, first) ? values[step, first] : -1;
                if (WordsOf(symbol) is { } words)
                    SymbolWords.Draw(svg, Left, _step, y + HeightOf(first), steps, words, NumberAt, Palette.Blue);
                else
                    SymbolNumbers.Draw(svg, Left, _step, y, steps, symbol.Classes, NumberAt, Palette.Blue);
                continue;
            }

            while (next < channels && NumberOf(next) is null)
                next++;
            double[] most = [.. Enumerable.Range(first, next - first).Select(each => mostOf?.Invoke(each) ?? 1)];
            Shades(svg, y, steps, next - first, Cell,
                (step, row) => !counts(step, first + row) ? 0
                    : most[row] == 1 ? values[step, first + row] : Math.Abs(values[step, first + row]) / most[row]);
        }
    }

    /// <summary>Marks channels of steps.</summary>
    /// <returns>The marks; null where there are none.</returns>
    public Cells? Mark(double y, Func<int, int, bool> isMarked)
    {
        Cells? marks = null;
        for (int step = 0; step < steps; step++)
        {
            double top = y;
            for (int channel = 0; channel < channels; top += HeightOf(channel), channel++)
                if (isMarked(step, channel))
                    (marks ??= new()).Add(Left + step * _step, top, Math.Max(_step, 1), HeightOf(channel) - 1);
        }

        return marks;
    }

    private double Sum(int from, int to) => Enumerable.Range(from, to - from).Sum(HeightOf);

    private double HeightOf(int channel) => NumberOf(channel) is not { } symbol ? Cell
        : WordsOf(symbol) is { } words ? SymbolWords.HeightOf(words)
        : SymbolNumbers.HeightOf(symbol.Classes, _step);

    private IReadOnlyList<string>? WordsOf(RecordedSymbol symbol) => SymbolWords.Fit(_step) ? symbol.Words : null;

    private RecordedSymbol? NumberOf(int channel) => symbols.FirstOrDefault(symbol => symbol.IsNumber && symbol.Start == channel);
}
