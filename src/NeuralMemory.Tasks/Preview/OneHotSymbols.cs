namespace NeuralMemory.Tasks;

/// <summary>Symbols of which each has a column of its own: 1 where it is shown or wanted, 0 everywhere else.</summary>
public static class OneHotSymbols
{
    /// <summary>Whether a channel of the targets holds one such symbol a step.</summary>
    public static bool AreWantedIn(TaskDefinition task, Channel channel)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(channel);
        return channel.Symbols is null
            && task.Losses.Any(loss => loss.Channel == channel && loss.IsSymbol && loss.Classes == channel.Width);
    }

    /// <summary>
    /// Whether a channel of the inputs holds such symbols: those of a vocabulary, or of a channel of the targets that has its name. Rows
    /// may all the same hold something else.
    /// </summary>
    public static bool AreShownIn(TaskDefinition task, Channel channel)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(channel);
        if (channel.Symbols is not null || channel.Width == 1)
            return false;
        return task.Inputs.VocabularyOf(channel) is not null
            || (task.Targets.Find(channel.Name) is { } target && AreWantedIn(task, target));
    }

    /// <summary>
    /// The number of the symbol in the columns of a channel; <see cref="Channel.Blank"/> where all are 0, null where they hold something
    /// else.
    /// </summary>
    public static int? NumberOf(ReadOnlySpan<Real> columns)
    {
        int number = columns.IndexOfAnyExcept((Real)0);
        if (number < 0)
            return Channel.Blank;
        return columns[number] == 1 && columns[(number + 1)..].IndexOfAnyExcept((Real)0) < 0 ? number : null;
    }
}
