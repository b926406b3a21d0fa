using System.Globalization;

namespace NeuralMemory.Reports;

/// <summary>
/// Draws the cells of a channel: the darker the larger a value is beside the largest, pale where a target is not scored; of a channel of
/// symbols their words or numbers.
/// </summary>
/// <param name="svg">Receives them.</param>
/// <param name="paper">Where steps are.</param>
/// <param name="channel">The channel.</param>
/// <param name="y">Its upper end.</param>
/// <param name="color">The color of what is above 0.</param>
internal sealed class ChannelPanel(Svg svg, EpisodePaper paper, ChannelSketch channel, double y, string color)
{
    // Of what is above 0 and of what is below; with 0 they are the looks of a cell, which counts or is pale.
    private const int Shades = 10, Looks = 2 * Shades + 1;
    private const double LeastSeparated = 7;
    private const string Below = "#b3372f";

    private readonly double _least = Math.Min(0, channel.Values.Cast<float>().Min());
    private readonly double _most = Math.Max(0, channel.Values.Cast<float>().Max());

    public void Draw()
    {
        double height = paper.HeightOf(channel);
        svg.Rectangle(paper.Left, y, paper.Right - paper.Left, height, EpisodePaper.Paper);
        svg.Text(paper.Left - 7, y + height / 2 + 4, channel.Name, EpisodePaper.Ink, "end", EpisodePaper.Small);
        if (channel.Symbols is { } symbols)
        {
            if (paper.WordsOf(channel) is { } words)
                SymbolWords.Draw(svg, paper.Left, paper.Cell, y + height, paper.Steps, words, step => channel.Values[step, 0], color);
            else
                SymbolNumbers.Draw(svg, paper.Left, paper.Cell, y, paper.Steps, symbols, step => channel.Values[step, 0], color);
            return;
        }

        DrawCells(height / channel.Width);
        if (_least < 0 || _most is not (0 or 1) || channel.Values.Cast<float>().Any(value => value is not (0 or 1)))
            DrawScale(y + height / 2 - 4);
    }

    private void DrawCells(double height)
    {
        // A target of small numbers is not blown up: what is wanted is mostly a bit or a probability.
        double largest = Math.Max(Math.Max(_most, -_least), channel.Scored is null ? double.Epsilon : 1);
        double between = paper.Cell >= LeastSeparated ? 1 : 0;
        // One path for each shade: of what counts, and of targets that do not.
        var cells = new Cells?[2, Looks];
        for (int column = 0; column < channel.Width; column++)
            foreach (Stretch stretch in Stretch.Of(paper.Steps, step => LookOf(step, column, largest)))
                if (stretch.Value % Looks != Shades)
                    for (int i = 0; i < (between > 0 ? stretch.Count : 1); i++)
                        (cells[stretch.Value / Looks, stretch.Value % Looks] ??= new()).Add(
                            paper.At(stretch.First + i), y + column * height, (between > 0 ? 1 : stretch.Count) * paper.Cell - between,
                            Math.Max(height - (height >= 5 ? 1 : 0), 0.5));
        for (int shade = 0; shade < Looks; shade++)
            for (int pale = 0; pale < 2; pale++)
            {
                double opacity = Math.Abs(shade - Shades) / (double)Shades;
                svg.Fill(cells[pale, shade], shade < Shades ? Below : color, pale > 0 ? opacity / 4 : opacity);
            }
    }

    private int LookOf(int step, int column, double largest)
    {
        double value = channel.Values[step, column] / largest * Shades;
        // What is not 0 can be seen.
        int shade = value is 0 ? 0 : value > 0 ? (int)Math.Ceiling(value) : (int)Math.Floor(value);
        return shade + Shades + (channel.Scored is { } scored && !scored[step, column] ? Looks : 0);
    }

    /// <summary>What the shades mean: the lowest and the highest value beside them.</summary>
    private void DrawScale(double top)
    {
        double x = paper.Right + 10, largest = Math.Max(_most, -_least);
        string low = Number(_least), high = Number(_most);
        svg.Text(x, top + 8, low, EpisodePaper.Faint, size: EpisodePaper.Smallest);
        x += Svg.WidthOf(low, EpisodePaper.Smallest) + 4;
        for (int i = 0; i < Shades; i++)
        {
            double value = _least + (_most - _least) * (i + 0.5) / Shades;
            svg.Rectangle(x + 3 * i, top, 3, 8, value < 0 ? Below : color, Math.Abs(value) / largest);
        }

        svg.Text(x + 3 * Shades + 4, top + 8, high, EpisodePaper.Faint, size: EpisodePaper.Smallest);
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
