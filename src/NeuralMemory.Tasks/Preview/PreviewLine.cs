namespace NeuralMemory.Tasks;

/// <summary>A line of a preview: a column of a channel, or a digit of the symbol that some columns hold.</summary>
/// <param name="Label">What stands before it; empty for the further digits of a symbol.</param>
/// <param name="Column">The column, or the first one of the symbol.</param>
/// <param name="Classes">How many columns the symbol has; 1 for a column alone, or a symbol's number.</param>
/// <param name="Symbols">How many symbols there are; null for a column that means itself.</param>
/// <param name="Digit">Which digit of the symbol it is, from the highest on.</param>
internal sealed record PreviewLine(string Label, int Column, int Classes, int? Symbols, int Digit)
{
    /// <summary>The lines of a task's channels, in order.</summary>
    public static IEnumerable<PreviewLine> Of(TaskDefinition task, bool isTarget)
    {
        string side = isTarget ? "out" : "in";
        foreach (Channel channel in (isTarget ? task.Targets : task.Inputs).Items)
        {
            // Several symbols of a step are numbers: their columns would fill pages.
            int classes = isTarget && task.Losses.First(loss => loss.Channel == channel) is { IsBits: false } loss
                && channel.Symbols is null && loss.Classes < channel.Width ? loss.Classes : 1;
            int? symbols = channel.Symbols ?? (classes > 1 ? classes : null);
            int digits = symbols is { } count ? SymbolDigits.Count(count) : 1;
            for (int item = 0; item < channel.Width / classes; item++)
                for (int digit = 0; digit < digits; digit++)
                    yield return new(
                        digit > 0 ? "" : LabelOf(side, channel, item, classes), channel.Start + item * classes, classes, symbols, digit);
        }
    }

    /// <summary>What a column is called, or a symbol of some columns.</summary>
    public static string LabelOf(string side, Channel channel, int item, int classes = 1) =>
        channel.Width == classes ? $"{side} {channel.Name}" : $"{side} {channel.Name} {item}";

    /// <summary>What stands there in a step.</summary>
    /// <param name="row">The inputs or targets of the step.</param>
    public char Cell(ReadOnlySpan<Real> row)
    {
        if (Symbols is not { } symbols)
            return Mark(row[Column]);
        return Classes == 1 ? SymbolDigits.At(row[Column], symbols, Digit)
            : OneHotSymbols.NumberOf(row.Slice(Column, Classes)) is { } number ? SymbolDigits.At(number, symbols, Digit)
            : Mark(Real.NaN);
    }

    private static char Mark(Real value) => value switch { 0 => '·', 1 => '█', _ => '▒' };
}
