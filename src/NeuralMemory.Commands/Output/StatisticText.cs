using System.Text.Json.Nodes;
using NeuralMemory.Results;

namespace NeuralMemory.Commands;

/// <summary>Statistics as people and scripts read them. What is worse than any number says so; what is not known is a dash.</summary>
internal static class StatisticText
{
    private const string Unknown = "–";

    /// <summary>The columns of <see cref="Cells"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["n", "median", "q1", "q3", "mean", "sd", "min", "max"];

    /// <summary><c>0.045 [0.03, 0.12]</c>: the median and the quartiles; of one number, the number.</summary>
    public static string Quartiles(Summary summary) => summary.Count switch
    {
        0 => Unknown,
        1 => Number(summary.Median),
        _ => $"{Number(summary.Median)} {Interval(new(summary.Low, summary.High))}",
    };

    /// <summary><c>0.045 ± 0.012</c>: the mean and the standard deviation; of one number, the number.</summary>
    public static string Mean(Summary summary) => summary.Count switch
    {
        0 => Unknown,
        1 => Number(summary.Mean),
        _ => $"{Number(summary.Mean)} ± {Number(summary.Deviation)}",
    };

    /// <summary><c>[0.03, 0.12]</c>; an end that is not known is a dash.</summary>
    public static string Interval(Interval interval) => $"[{Number(interval.Low)}, {Number(interval.High)}]";

    /// <summary><c>9/10 [60, 98] %</c>: how often, with the interval of the probability; of one, whether.</summary>
    public static string Share(Proportion share) => share.Trials == 0 ? Unknown
        : share.Trials == 1 ? share.Successes == 1 ? "yes" : "no"
        : FormattableString.Invariant($"{share.Successes}/{share.Trials} [{100 * share.Low:0}, {100 * share.High:0}] %");

    /// <summary>
    /// <c>12,000 [9,000, 20,000]</c>: the median time with its interval, where one is known; <c>not reached by half</c>.
    /// </summary>
    public static string Median(Survival survival, Func<double, string> text) => survival switch
    {
        { Count: 0 } => Unknown,
        { Median: null } => survival.Count == 1 ? "not reached" : "not reached by half",
        { Median: { } one, Count: 1 } => text(one),
        { Median: { } median } => $"{text(median)} [{Known(survival.MedianLow, text)}, {Known(survival.MedianHigh, text)}]",
    };

    /// <summary>A number with four digits; a dash where there is none, and a sign for what is worse than any.</summary>
    public static string Number(double value) => value switch
    {
        double.NaN => Unknown,
        double.PositiveInfinity => "∞",
        double.NegativeInfinity => "−∞",
        _ => Readable.Number(value),
    };

    /// <summary>For scripts.</summary>
    public static JsonObject Document(Summary summary)
    {
        JsonObject document = new() { ["n"] = summary.Count };
        foreach (var (name, value) in Values(summary))
            document[name] = double.IsNaN(value) ? null : Json.Number(value);
        return document;
    }

    /// <summary>For spreadsheets; what is not known is empty.</summary>
    public static IEnumerable<string> Cells(Summary summary) =>
    [
        FormattableString.Invariant($"{summary.Count}"),
        .. Values(summary).Select(each => double.IsNaN(each.Value) ? "" : CsvText.Number(each.Value)),
    ];

    private static string Known(double? value, Func<double, string> text) => value is { } known ? text(known) : Unknown;

    private static IEnumerable<(string Name, double Value)> Values(Summary summary) =>
    [
        ("median", summary.Median), ("q1", summary.Low), ("q3", summary.High), ("mean", summary.Mean), ("sd", summary.Deviation),
        ("min", summary.Minimum), ("max", summary.Maximum),
    ];
}
