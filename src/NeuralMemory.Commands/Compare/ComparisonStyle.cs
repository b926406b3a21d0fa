using NeuralMemory.Results;

namespace NeuralMemory.Commands;

/// <summary>What stands for the numbers of a group.</summary>
internal enum ShownStatistic
{
    /// <summary>The median and the quartiles.</summary>
    Median,

    /// <summary>The mean and the standard deviation.</summary>
    Mean,

    /// <summary>All there are: least, quartiles, greatest, mean, deviation.</summary>
    All,
}

/// <summary>How a comparison is shown.</summary>
internal sealed record ComparisonStyle
{
    /// <summary>What stands for the numbers of a group.</summary>
    public ShownStatistic Statistic { get; init; }

    /// <summary>Whether the median or mean has its bootstrap interval.</summary>
    public bool HasBootstrap { get; init; }

    /// <summary>Whether each group is compared with the first, seed by seed.</summary>
    public bool IsPaired { get; init; }

    /// <summary>The metrics to show; empty for those that say most on a terminal, and for all elsewhere.</summary>
    public IReadOnlyList<string> Metrics { get; init; } = [];

    /// <summary>What a bootstrap interval is of.</summary>
    public Center Center => Statistic == ShownStatistic.Mean ? Center.Mean : Center.Median;

    /// <summary>The statistic in words, as a heading has it.</summary>
    public string Heading => Statistic == ShownStatistic.Mean ? "mean ± sd" : "median [q1, q3]";

    /// <summary>A summary in these words.</summary>
    public string Text(Summary summary) =>
        Statistic == ShownStatistic.Mean ? StatisticText.Mean(summary) : StatisticText.Quartiles(summary);
}
