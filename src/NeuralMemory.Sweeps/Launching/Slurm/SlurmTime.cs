using System.Globalization;

namespace NeuralMemory.Sweeps;

/// <summary>Spans of time as Slurm writes them: minutes, minutes:seconds, hours:minutes:seconds, and days before any of them.</summary>
internal static class SlurmTime
{
    /// <summary>How long before the end a job is warned where nothing says how long it may run.</summary>
    private const int LongestWarning = 120;

    // The controller looks at the limits twice a minute.
    private const int ShortestWarning = 15;

    private const int Part = 4;

    /// <summary>The span; null where it is none, or without an end.</summary>
    public static TimeSpan? Read(string text)
    {
        string[] days = text.Split('-');
        string[] parts = days[^1].Split(':');
        long day = 0;
        if (days.Length > 2 || parts.Length > 3 || (days.Length == 2 && !Number(days[0], out day)))
            return null;
        Span<long> numbers = stackalloc long[3];
        for (int i = 0; i < parts.Length; i++)
            if (!Number(parts[i], out numbers[i]))
                return null;
        // Behind days the first number is hours; two without days are minutes and seconds.
        long seconds = days.Length == 2 || parts.Length == 3
            ? (numbers[0] * 60 + numbers[1]) * 60 + numbers[2]
            : numbers[0] * 60 + numbers[1];
        return TimeSpan.FromSeconds(day * 24 * 60 * 60 + seconds);
    }

    /// <summary>How many seconds before its end a job is warned: 120, and of a short one at most a quarter.</summary>
    /// <param name="limit">How long it may run; null for nobody knows.</param>
    public static int Warning(TimeSpan? limit) => limit is { } span && span > TimeSpan.Zero
        ? (int)Math.Clamp(span.TotalSeconds / Part, ShortestWarning, LongestWarning)
        : LongestWarning;

    private static bool Number(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number < int.MaxValue;
}
