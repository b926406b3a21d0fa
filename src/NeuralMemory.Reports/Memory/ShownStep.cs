using System.Globalization;
using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>What was shown or answered at a step: numbers, words, or both.</summary>
/// <param name="Step">The step, counted from the episode's first.</param>
/// <param name="Numbers">The numbers of channels that are bits, classes or levels.</param>
/// <param name="Words">The words of channels that hold symbols; empty for none.</param>
public sealed record ShownStep(int Step, IReadOnlyList<float> Numbers, string Words)
{
    /// <summary>Which of the numbers are wrong answers; empty for none.</summary>
    public IReadOnlyList<int> Wrong { get; init; } = [];

    /// <summary>Whether the words are a wrong answer.</summary>
    public bool HasWrongWords { get; init; }

    /// <summary>What was shown as input.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="step">The step, counted from the episode's first.</param>
    public static ShownStep InputOf(EpisodeTrace trace, int step)
    {
        ArgumentNullException.ThrowIfNull(trace);
        return Of(trace.Inputs, trace.Recording.Inputs, step);
    }

    /// <summary>What was wanted.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="step">The step, counted from the episode's first.</param>
    public static ShownStep TargetOf(EpisodeTrace trace, int step)
    {
        ArgumentNullException.ThrowIfNull(trace);
        return Of(trace.Targets, trace.Recording.Targets, step);
    }

    /// <summary>What was answered, and what of it is wrong.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="step">The step, counted from the episode's first.</param>
    public static ShownStep AnswerOf(EpisodeTrace trace, int step)
    {
        ArgumentNullException.ThrowIfNull(trace);
        int[] columns = [.. NumberColumns(trace.Targets)];
        return Of(trace.Targets, trace.Recording.Outputs, step) with
        {
            Wrong = [.. Enumerable.Range(0, columns.Length).Where(place => trace.Recording.IsWrong(step, columns[place]))],
            HasWrongWords = trace.Targets.Any(channel => channel.Symbols is not null && trace.Recording.IsWrong(step, channel.Start)),
        };
    }

    /// <summary>In words: <c>bits 1, 0, 1</c>, or the words themselves.</summary>
    internal string InWords => Words.Length > 0 ? $"'{Words}'"
        : Numbers.Count is 0 or > 16 ? ""
        : string.Join(' ', Numbers.Select(number => number.ToString("0.##", CultureInfo.InvariantCulture)));

    private static ShownStep Of(IReadOnlyList<TracedChannel> channels, float[,] values, int step)
    {
        if (step < 0 || step >= values.GetLength(0))
            return new(step, [], "");
        IEnumerable<string> words =
            from channel in channels
            where channel.Symbols is not null && values[step, channel.Start] >= 0
            let number = (int)values[step, channel.Start]
            select channel.Words is { } all && number < all.Count ? all[number] : number.ToString(CultureInfo.InvariantCulture);
        return new(step, [.. NumberColumns(channels).Select(column => values[step, column])], string.Join(' ', words));
    }

    private static IEnumerable<int> NumberColumns(IReadOnlyList<TracedChannel> channels) =>
        channels.Where(channel => channel.Symbols is null).SelectMany(channel => Enumerable.Range(channel.Start, channel.Width));
}
