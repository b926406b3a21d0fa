using System.Globalization;
using NeuralMemory.Experiments;

namespace NeuralMemory.Commands;

/// <summary>How training goes, on one line that is no longer than it may be.</summary>
internal static class ProgressLine
{
    private const string Gap = "  ";

    /// <summary>What can be told, in the order of a line; a line that is too long leaves out the highest first.</summary>
    private enum Rank
    {
        Always,
        Level,
        Errors,
        Speed,
        Left,
        Bits,
        Gradient,
        Sequences,
    }

    /// <summary>The line of a log: all that is measured, and, if there is room for it, the time left.</summary>
    /// <param name="progress">What is told.</param>
    /// <param name="left">The time that the rest takes at most.</param>
    /// <param name="width">The columns that there are, at least 90 or so for everything that is measured.</param>
    public static string ForLog(in TrainingProgress progress, TimeSpan left, int width)
    {
        string step = $"step {Readable.Count(progress.Step)}/{Short(progress.TotalSteps)}";
        var fields = Fields(progress, left, step);
        string whole = Join(fields);
        return whole.Length <= width ? whole : Join(fields.Where(field => field.Rank != Rank.Left));
    }

    /// <summary>The line beside a bar: as much as there is room for, the most interesting first.</summary>
    /// <param name="progress">What is told.</param>
    /// <param name="left">The time that the rest takes at most.</param>
    /// <param name="width">The columns that there are.</param>
    public static string ForBar(in TrainingProgress progress, TimeSpan left, int width)
    {
        var fields = Fields(progress, left, $"step {Readable.Count(progress.Step)}");
        for (Rank most = Rank.Sequences; most > Rank.Always; most--)
            if (Join(fields.Where(field => field.Rank <= most)) is { } line && line.Length <= width)
                return line;
        return Join(fields.Where(field => field.Rank == Rank.Always));
    }

    private static (Rank Rank, string Text)[] Fields(in TrainingProgress progress, TimeSpan left, string step) =>
    [
        (Rank.Always, step),
        (Rank.Sequences, $"{Short(progress.Sequences)} seq"),
        .. progress.Level is { } level ? [(Rank.Level, $"level {level.Number}/{level.Count}")] : ((Rank, string)[])[],
        (Rank.Always, $"loss {Short(progress.Loss)}"),
        .. progress.BitsPerSequence is { } bits ? [(Rank.Bits, $"bits {Short(bits)}")] : ((Rank, string)[])[],
        (Rank.Errors, $"errors {Short(progress.ErrorsPerSequence)}"),
        (Rank.Gradient, $"grad {Short(progress.GradientNorm)}"),
        (Rank.Speed, $"{Short(progress.SequencesPerSecond)} seq/s"),
        (Rank.Left, Left(left)),
    ];

    /// <summary><c>2:47 left</c>.</summary>
    public static string Left(TimeSpan left) => $"{Short(left)} left";

    private static string Join(IEnumerable<(Rank Rank, string Text)> fields) => string.Join(Gap, fields.Select(field => field.Text));

    /// <summary>At most seven characters: <c>12,345</c>, <c>1.25M</c>.</summary>
    private static string Short(long count) => count < 1_000_000
        ? Readable.Count(count)
        : string.Create(CultureInfo.InvariantCulture, $"{count / 1e6:0.##}M");

    /// <summary>Three significant digits in at most seven characters: <c>0.694</c>, <c>46.4</c>, <c>1.2e-05</c>.</summary>
    private static string Short(double value) => Math.Abs(value) switch
    {
        0 => "0",
        < 0.001 or >= 1e6 => value.ToString("0.0e0", CultureInfo.InvariantCulture),
        >= 100 and < 1e6 => value.ToString("0", CultureInfo.InvariantCulture),
        < 0.01 => value.ToString("0.####", CultureInfo.InvariantCulture),
        _ => value.ToString("G3", CultureInfo.InvariantCulture),
    };

    /// <summary><c>0:08</c>, <c>2:47</c>, <c>1:02:47</c>.</summary>
    private static string Short(TimeSpan time) => time.TotalHours < 1
        ? $"{time.Minutes}:{time.Seconds:00}"
        : $"{(long)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}";
}
