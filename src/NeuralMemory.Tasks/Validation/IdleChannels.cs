namespace NeuralMemory.Tasks;

/// <summary>Finds, over drawn episodes, targets that are recalled and never scored, and channels that never say anything.</summary>
/// <param name="task">The task.</param>
/// <param name="recalled">The target channels that its phases name.</param>
internal sealed class IdleChannels(TaskDefinition task, IReadOnlyList<RecalledChannel> recalled)
{
    /// <summary>What is wrong with the task, judged by these episodes.</summary>
    public IEnumerable<Finding> Findings(IReadOnlyList<EpisodeDigest> episodes)
    {
        bool[] unscored = [.. recalled.Select(channel => IsNeverScored(channel, episodes))];
        for (int i = 0; i < recalled.Count; i++)
            if (unscored[i])
                yield return new(TaskFinding.UnscoredTarget, new(recalled[i].Mark,
                    $"the target '{recalled[i].Channel.Name}' is never scored here: 'score' is 0, or nothing is wanted, in every step"));
        for (int c = 0; c < task.Inputs.Items.Count; c++)
            if (IsConstant(episodes, (episode, step) => episode.Input(step, c)))
                yield return new(TaskFinding.ConstantChannel, new(task.MarkOf(task.Inputs.Items[c]),
                    $"the input channel '{task.Inputs.Items[c].Name}' is the same in every step: it tells nothing"));
        for (int c = 0; c < task.Targets.Items.Count; c++)
            if (IsConstant(episodes, (episode, step) => episode.IsScored(step, c) ? episode.Target(step, c) : null))
                yield return new(TaskFinding.ConstantChannel, new(task.MarkOf(task.Targets.Items[c]),
                    $"the target channel '{task.Targets.Items[c].Name}' is the same wherever it is scored: there is nothing to learn"));
    }

    private bool IsNeverScored(RecalledChannel recall, IReadOnlyList<EpisodeDigest> episodes)
    {
        int channel = task.Targets.Items.ToList().IndexOf(recall.Channel);
        bool happens = false;
        foreach (EpisodeDigest episode in episodes)
            for (int step = 0; step < episode.Length; step++)
                if (episode.PhaseOf(step) == recall.Phase)
                {
                    happens = true;
                    if (episode.IsScored(step, channel))
                        return false;
                }

        return happens;
    }

    /// <summary>Whether there are several values, all of them the same.</summary>
    private static bool IsConstant(IReadOnlyList<EpisodeDigest> episodes, Func<EpisodeDigest, int, ulong?> valueOf)
    {
        ulong? first = null;
        int seen = 0;
        foreach (EpisodeDigest episode in episodes)
            for (int step = 0; step < episode.Length; step++)
                if (valueOf(episode, step) is { } value)
                {
                    first ??= value;
                    seen++;
                    if (value != first)
                        return false;
                }

        return seen > 1;
    }
}
