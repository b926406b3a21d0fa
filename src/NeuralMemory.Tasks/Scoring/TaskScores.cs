namespace NeuralMemory.Tasks;

/// <summary>How well the targets of some episodes were met.</summary>
/// <param name="Total">Over all target channels.</param>
/// <param name="Channels">Of each target channel, by name, in the order of the task.</param>
public sealed record TaskScores(ScoreSums Total, IReadOnlyList<KeyValuePair<string, ScoreSums>> Channels)
{
    /// <summary>The scores of both sets of episodes of a task together.</summary>
    public TaskScores Plus(TaskScores other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(
            Total.Plus(other.Total),
            [.. Channels.Zip(other.Channels, (own, more) => KeyValuePair.Create(own.Key, own.Value.Plus(more.Value)))]);
    }

    /// <summary>Whether all sums are the same.</summary>
    public bool Equals(TaskScores? other) => other is not null && Total == other.Total && Channels.SequenceEqual(other.Channels);

    /// <inheritdoc/>
    public override int GetHashCode() => Total.GetHashCode();

    /// <summary>The value of a metric.</summary>
    /// <exception cref="ArgumentException">There is no target channel of its name.</exception>
    public double Value(TaskMetric metric)
    {
        if (metric.Channel is null)
            return Total.Value(metric.Kind);
        foreach (var (name, sums) in Channels)
            if (name == metric.Channel)
                return sums.Value(metric.Kind);
        throw new ArgumentException($"there is no target channel '{metric.Channel}'", nameof(metric));
    }
}
