using System.Globalization;
using NeuralMemory.Results;

namespace NeuralMemory.Analysis;

/// <summary>When a run was solved.</summary>
/// <param name="Step">Training steps made then.</param>
/// <param name="Sequences">Training sequences seen then.</param>
/// <param name="Seconds">Wall-clock seconds of training until then.</param>
public readonly record struct Solution(long Step, long Sequences, double Seconds);

/// <summary>
/// When a run counts as solved: when its metric passes a bound in several evaluations one after another; or, for a bound that was
/// published, when it passes it at the end, and then since the first evaluation that did.
/// </summary>
/// <param name="Metric">The metric.</param>
/// <param name="Bound">The bound.</param>
/// <param name="Times">In how many consecutive evaluations, at least 1.</param>
public sealed record SolveRule(string Metric, Threshold Bound, int Times = 1)
{
    /// <summary>Whether it has to pass at the end of training.</summary>
    public bool IsAtEnd { get; init; }

    /// <summary>Whether training ends by this rule, so that a run that ended early was solved.</summary>
    public bool EndsTraining { get; init; }

    /// <summary>The rule of a config: its stop rule, else the bar of its published figure; null where it has neither.</summary>
    public static SolveRule? Of(FlatConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return OfStop(config) ?? OfPublished(config);
    }

    /// <summary>The rule of a figure that was published: at the end a run is as good, or worse by the tolerance at most.</summary>
    /// <param name="metric">What the figure is of.</param>
    /// <param name="value">The figure.</param>
    /// <param name="tolerance">How much worse will do, at least 0.</param>
    public static SolveRule OfPublished(string metric, double value, double tolerance)
    {
        bool isHigher = MetricNames.IsHigherBetter(metric);
        return new(metric, new(value + (isHigher ? -tolerance : tolerance), isHigher, IncludesBound: true)) { IsAtEnd = true };
    }

    /// <summary>The rule that a user writes: a metric, <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c> or <c>&gt;=</c>, and a number.</summary>
    /// <returns>The rule, of one evaluation; null for a text that is none.</returns>
    public static SolveRule? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int at = text.IndexOfAny(['<', '>']);
        if (at <= 0)
            return null;
        bool includes = at + 1 < text.Length && text[at + 1] == '=';
        string metric = text[..at].Trim(), bound = text[(at + (includes ? 2 : 1))..];
        return metric.Length > 0 && !metric.Any(char.IsWhiteSpace) && Real(bound) is { } value
            ? new(metric, new(value, text[at] == '>', includes))
            : null;
    }

    /// <summary>When a run was solved; null when it was not, or not yet.</summary>
    public Solution? Find(RunFacts run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Status is { } status ? Find(run.Evaluations, status, run.Final, run.TotalSteps) : null;
    }

    /// <summary>When a run was solved; null when it was not, or not yet.</summary>
    /// <param name="evaluations">Its evaluations during training, in order.</param>
    /// <param name="status">How it stands.</param>
    /// <param name="final">The evaluation at its end; null while it has not ended.</param>
    /// <param name="totalSteps">After how many steps it ends if no rule ends it; null where that is not known.</param>
    public Solution? Find(IReadOnlyList<MetricsRecord> evaluations, RunStatus status, Evaluation? final, long? totalSteps)
    {
        ArgumentNullException.ThrowIfNull(evaluations);
        ArgumentNullException.ThrowIfNull(status);
        if (IsAtEnd && !(final?[Metric] is { } end && Bound.IsMet(end)))
            return null;
        if (First(evaluations) is { } met)
            return new(met.Step, met.Sequences, met.Seconds);
        bool hasEndedByIt = EndsTraining && status.State == RunState.Done && status.Step < totalSteps;
        return IsAtEnd || hasEndedByIt ? new(status.Step, status.Sequences, status.Seconds) : null;
    }

    /// <summary>
    /// How long a run took, or that it took longer than it was trained: one that diverged is not solved however long it goes on.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="quantity">What counts as long, of a solution.</param>
    /// <param name="trained">The same, of all of the run's training.</param>
    public Duration Duration(RunFacts run, Func<Solution, double> quantity, double trained)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(quantity);
        return Find(run) is { } solved ? new(quantity(solved), true)
            : new(run.Status?.State == RunState.Diverged ? double.PositiveInfinity : trained, false);
    }

    /// <summary>The rule in words: <c>bit_errors_per_sequence below 0.01 in 3 consecutive evaluations</c>.</summary>
    public override string ToString() => $"{Metric} {Bound} " + (IsAtEnd ? "at the end"
        : Times == 1 ? "in an evaluation" : $"in {Times.ToString(CultureInfo.InvariantCulture)} consecutive evaluations");

    private MetricsRecord? First(IReadOnlyList<MetricsRecord> evaluations)
    {
        int streak = 0;
        foreach (MetricsRecord record in evaluations)
        {
            streak = record[Metric] is { } value && Bound.IsMet(value) ? streak + 1 : 0;
            if (streak >= Times)
                return record;
        }

        return null;
    }

    private static SolveRule? OfStop(FlatConfig config)
    {
        if (config.TextAt("stop.metric") is not { } metric)
            return null;
        Threshold? bound = Real(config.TextAt("stop.above")) is { } above ? new(above, IsAbove: true, IncludesBound: false)
            : Real(config.TextAt("stop.below")) is { } below ? new(below, IsAbove: false, IncludesBound: false)
            : null;
        int times = (int)(Real(config.TextAt("stop.times")) ?? 1);
        return bound is { } known ? new(metric, known, Math.Max(1, times)) { EndsTraining = true } : null;
    }

    private static SolveRule? OfPublished(FlatConfig config) =>
        config.TextAt("published.metric") is { } metric && Real(config.TextAt("published.value")) is { } value
            ? OfPublished(metric, value, Real(config.TextAt("published.tolerance")) ?? 0)
            : null;

    private static double? Real(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value : null;
}
