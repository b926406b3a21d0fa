namespace NeuralMemory.Analysis;

/// <summary>What is known of metrics by their names.</summary>
public static class MetricNames
{
    /// <summary>The metric that is looked at where nothing else is said.</summary>
    public const string Usual = "bits_per_sequence";

    /// <summary>The metric that is looked at where nothing else is said and all targets are numbers, which have no bits.</summary>
    public const string UsualOfNumbers = "squared_error";

    private static readonly HashSet<string> Higher =
    [
        "accuracy_percent", "exact_match_percent", "token_accuracy_percent", "free_token_accuracy_percent", "free_exact_match_percent",
        "bleu", "scaled_accuracy",
    ];

    /// <summary>The metric that a config is about: that of its stop rule, else that of a published figure, else the usual one.</summary>
    public static string DecisiveOf(FlatConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return config.TextAt("stop.metric") ?? config.TextAt("published.metric") ?? Usual;
    }

    /// <summary>Whether a machine is the better the higher a metric is; of one channel, as of all.</summary>
    /// <param name="metric">Its name in files, such as <c>accuracy_percent</c> or <c>accuracy_percent.node</c>.</param>
    public static bool IsHigherBetter(string metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return Higher.Contains(metric.Split('.', 2)[0]);
    }

    /// <summary>The value of a metric that is worse than all others: an infinity.</summary>
    /// <param name="metric">Its name.</param>
    public static double WorstOf(string metric) => IsHigherBetter(metric) ? double.NegativeInfinity : double.PositiveInfinity;

    /// <summary>The name in words, as on an axis: <c>bits per sequence</c>, <c>accuracy, % (node)</c>.</summary>
    /// <param name="metric">The name in files.</param>
    public static string InWords(string metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        string[] parts = metric.Split('.', 2);
        string words = parts[0] == "bleu" ? "BLEU" : parts[0].EndsWith("_percent", StringComparison.Ordinal)
            ? $"{parts[0][..^"_percent".Length].Replace('_', ' ')}, %"
            : parts[0].Replace('_', ' ');
        return parts.Length == 1 ? words : $"{words} ({parts[1]})";
    }
}
