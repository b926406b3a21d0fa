using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>What is measured. In files it is written in lower case with underscores: <c>bits_per_sequence</c>.</summary>
public enum MetricKind
{
    /// <summary>The cross-entropy in bits, summed over a sequence, averaged over sequences.</summary>
    BitsPerSequence,

    /// <summary>Target bits on the wrong side of one half, averaged over sequences.</summary>
    BitErrorsPerSequence,

    /// <summary>Wrong target bits in percent of all target bits.</summary>
    WrongBitsPercent,

    /// <summary>Symbols of which another class is the most probable, averaged over sequences.</summary>
    SymbolErrorsPerSequence,

    /// <summary>Wrong symbols in percent of all symbols.</summary>
    WrongSymbolsPercent,

    /// <summary>The square of how far the answers of numbers are off, averaged over all numbers.</summary>
    SquaredError,

    /// <summary>How far the answers of numbers are off, averaged over all numbers.</summary>
    AbsoluteError,

    /// <summary>Numbers whose answer is further off than the task's tolerance, in percent of all numbers.</summary>
    WrongNumbersPercent,

    /// <summary>The share of sequences with any wrong bit, number or symbol, 0 to 1.</summary>
    SequenceErrors,

    /// <summary>Right bits, numbers and symbols in percent of those of the sequence, averaged over sequences.</summary>
    AccuracyPercent,

    /// <summary>Sequences without a wrong bit, number or symbol, in percent.</summary>
    ExactMatchPercent,

    /// <summary>Right symbols in percent of all symbols.</summary>
    TokenAccuracyPercent,

    /// <summary>
    /// The share of right answers above what guessing gets, of what there is above it: 1 when all are right, 0 when as many are as by
    /// guessing.
    /// </summary>
    ScaledAccuracy,

    /// <summary>
    /// Where the machine's own answer comes back to it: symbols that stand in their place, in percent of those wanted.
    /// </summary>
    FreeTokenAccuracyPercent,

    /// <summary>
    /// Where the machine's own answer comes back to it: answers that are right as a whole, their end included, in percent.
    /// </summary>
    FreeExactMatchPercent,

    /// <summary>Where the machine's own answer comes back to it: BLEU of the answers, 0 to 100.</summary>
    Bleu,

    /// <summary>What the reference predictor pays on the same sequences, in bits of a sequence.</summary>
    ReferenceBitsPerSequence,

    /// <summary>The bits of a sequence that are paid beyond those of the reference predictor; below 0 when it is beaten.</summary>
    BitsAboveReference,
}

/// <summary>What an evaluation reports of a task: a measure of all its targets, or of one channel.</summary>
/// <param name="Kind">What is measured.</param>
/// <param name="Channel">The target channel it is taken over; null for all.</param>
public readonly record struct TaskMetric(MetricKind Kind, string? Channel = null)
{
    /// <summary>The name in files: <c>accuracy_percent</c>, or <c>accuracy_percent.node</c> of the channel <c>node</c>.</summary>
    public string Name => TaskMetrics.NameOf(Kind) + (Channel is null ? "" : "." + Channel);

    /// <summary>Whether a machine is the better the higher it is.</summary>
    public bool HigherIsBetter =>
        Kind is MetricKind.AccuracyPercent or MetricKind.ExactMatchPercent or MetricKind.TokenAccuracyPercent or MetricKind.ScaledAccuracy
        || IsFree;

    /// <summary>Whether it is measured only while the machine's own answer comes back to it.</summary>
    public bool IsFree => Kind is MetricKind.FreeTokenAccuracyPercent or MetricKind.FreeExactMatchPercent or MetricKind.Bleu;

    /// <summary>Whether the first value is better than the second.</summary>
    public bool IsBetter(double value, double than) => HigherIsBetter ? value > than : value < than;

    /// <inheritdoc cref="Name"/>
    public override string ToString() => Name;
}

/// <summary>The metrics there are, and their names in files.</summary>
public static class TaskMetrics
{
    /// <summary>Every kind.</summary>
    public static IReadOnlyList<MetricKind> Kinds { get; } = Enum.GetValues<MetricKind>();

    /// <summary>The names of all kinds.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Kinds.Select(NameOf)];

    /// <summary>The name in files: <c>bits_per_sequence</c>.</summary>
    public static string NameOf(MetricKind kind) => YamlValues.NameOf(kind).Replace('-', '_');

    /// <summary>The metric of a name such as <c>accuracy_percent.node</c>, or null; whether there is such a channel is left open.</summary>
    public static TaskMetric? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        string kind = dot < 0 ? name : name[..dot];
        int index = Names.ToList().IndexOf(kind);
        return index < 0 ? null : new(Kinds[index], dot < 0 ? null : name[(dot + 1)..]);
    }

    /// <summary>What is measured of a task that does not choose, over all its channels.</summary>
    /// <param name="losses">How its channels are scored.</param>
    /// <param name="hasReference">Whether it has a reference predictor.</param>
    /// <param name="hasFeedback">Whether an answer comes back to the machine.</param>
    public static IReadOnlyList<MetricKind> Of(IReadOnlyList<ChannelLoss> losses, bool hasReference, bool hasFeedback = false) =>
    [
        .. Possible(losses, hasReference, hasFeedback).Where(kind => kind switch
        {
            MetricKind.TokenAccuracyPercent => hasFeedback,
            MetricKind.ScaledAccuracy => false,
            _ => true,
        }),
    ];

    /// <summary>What is looked at where nothing is said: the cross-entropy, or, where all targets are numbers, the squared error.</summary>
    /// <param name="losses">How the task's channels are scored.</param>
    public static MetricKind UsualOf(IEnumerable<ChannelLoss> losses) =>
        losses.All(loss => loss.IsSquared) ? MetricKind.SquaredError : MetricKind.BitsPerSequence;

    /// <summary>What can be measured of a task, over all its channels.</summary>
    private static IReadOnlyList<MetricKind> Possible(IReadOnlyList<ChannelLoss> losses, bool hasReference, bool hasFeedback)
    {
        bool hasBits = losses.Any(loss => loss.IsBits), hasNumbers = losses.Any(loss => loss.IsSquared),
            hasSymbols = losses.Any(loss => loss.IsSymbol);
        return [.. Kinds.Where(kind => kind switch
        {
            MetricKind.BitsPerSequence or MetricKind.ScaledAccuracy => hasBits || hasSymbols,
            MetricKind.SquaredError or MetricKind.AbsoluteError or MetricKind.WrongNumbersPercent => hasNumbers,
            MetricKind.TokenAccuracyPercent => hasSymbols,
            MetricKind.FreeTokenAccuracyPercent or MetricKind.FreeExactMatchPercent or MetricKind.Bleu => hasFeedback,
            MetricKind.BitErrorsPerSequence or MetricKind.WrongBitsPercent => hasBits,
            MetricKind.SymbolErrorsPerSequence or MetricKind.WrongSymbolsPercent => hasSymbols,
            MetricKind.ReferenceBitsPerSequence or MetricKind.BitsAboveReference => hasReference,
            _ => true,
        })];
    }

    /// <summary>Why a metric cannot be measured of a task, with a hint at what can; null when it can.</summary>
    /// <param name="name">The metric as written.</param>
    /// <param name="losses">How the task's channels are scored.</param>
    /// <param name="hasReference">Whether it has a reference predictor.</param>
    /// <param name="hasFeedback">Whether an answer comes back to the machine.</param>
    public static string? Problem(string name, IReadOnlyList<ChannelLoss> losses, bool hasReference, bool hasFeedback = false)
    {
        IReadOnlyList<ChannelLoss> scored = losses;
        IReadOnlyList<MetricKind> offered = Possible(losses, hasReference, hasFeedback);
        if (Find(name) is not { } metric)
            return $"unknown metric {Quoted.Text(name)}{NearestName.Hint(name, [.. offered.Select(NameOf)])}";
        if (metric.Channel is { } channel)
        {
            IEnumerable<string> channels = losses.Select(loss => loss.Channel.Name);
            if (losses.FirstOrDefault(loss => loss.Channel.Name == channel) is not { } own)
                return $"there is no target channel {Quoted.Text(channel)}{NearestName.Hint(channel, channels)}";
            scored = [own];
            offered = Possible(scored, hasReference: false, hasFeedback: false);
        }

        if (offered.Contains(metric.Kind))
            return null;
        string reason = metric.Kind switch
        {
            MetricKind.BitsPerSequence => $"is a cross-entropy, and the loss is {Words(scored)}",
            MetricKind.ScaledAccuracy => $"is held against guessing bits and symbols, and the loss is {Words(scored)}",
            MetricKind.BitErrorsPerSequence or MetricKind.WrongBitsPercent => $"counts bits, and the loss is {Words(scored)}",
            MetricKind.SymbolErrorsPerSequence or MetricKind.WrongSymbolsPercent or MetricKind.TokenAccuracyPercent =>
                $"counts the symbols of a softmax, and the loss is {Words(scored)}",
            MetricKind.SquaredError or MetricKind.AbsoluteError or MetricKind.WrongNumbersPercent =>
                $"is of numbers, whose loss is squared, and the loss is {Words(scored)}",
            _ when metric.Channel is not null => "is known of all channels together only",
            _ when metric.IsFree => "needs a phase with 'feedback'",
            _ => "needs a 'reference' in the episode",
        };
        return $"'{name}' {reason} (possible: {string.Join(", ", offered.Select(NameOf))})";
    }

    /// <summary>The losses of channels: <c>bits</c>, or <c>bits and squared</c>.</summary>
    private static string Words(IEnumerable<ChannelLoss> losses) =>
        string.Join(" and ", losses.Select(loss => loss.IsSymbol ? "softmax" : loss.ToString()).Distinct());
}
