namespace NeuralMemory.Commands;

/// <summary>A bar, how much of it is full, and what is known besides, on one line of a terminal.</summary>
internal static class ProgressBar
{
    /// <summary>What stands beside the bar: the percentage and the gaps.</summary>
    public const int Beside = 6;

    private const char Piece = '\u2501', Ellipsis = '\u2026';

    /// <summary>The line.</summary>
    /// <param name="terminal">Where it is for.</param>
    /// <param name="share">How much is full, 0 to 1.</param>
    /// <param name="barWidth">The columns of the bar.</param>
    /// <param name="news">What is known; cut where there is no room for it.</param>
    /// <param name="width">The columns of the line.</param>
    public static string Line(Terminal terminal, double share, int barWidth, string news, int width)
    {
        share = Math.Clamp(share, 0, 1);
        int bar = Math.Clamp(width - Beside, 0, barWidth), full = (int)(share * bar), room = Math.Max(0, width - bar - Beside);
        string shown = news.Length <= room ? news : room == 0 ? "" : news[..(room - 1)] + Ellipsis;
        return terminal.Paint(new string(Piece, full), TextColor.Green) + terminal.Paint(new string(Piece, bar - full), TextColor.Dim)
            + FormattableString.Invariant($" {Math.Floor(100 * share),3}% ") + shown;
    }
}
