using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>
/// Finds look-ups whose answer is not determined by what is asked, over drawn episodes: in a phase that asks for nothing a key and a value
/// are shown side by side, later the key is shown again and the value wanted in the same step, and sometimes one key was shown with several
/// values, of which now this and now that one is wanted. (2-way look-ups are so where values repeat.)
/// </summary>
/// <remarks>
/// A phase is taken for a look-up in two input channels only if every answer of it, in all episodes, was shown beside what asks for it. A
/// task that always wants the last of the values, or always the first, has a rule, and is left alone.
/// </remarks>
/// <param name="task">The task.</param>
/// <param name="recalled">The target channels that its phases name.</param>
internal sealed class AmbiguousAnswers(TaskDefinition task, IReadOnlyList<RecalledChannel> recalled)
{
    private readonly IReadOnlyList<Channel> _inputs = task.Inputs.Items;

    /// <summary>What is wrong with the task, judged by these episodes.</summary>
    public IEnumerable<Diagnostic> Problems(IReadOnlyList<EpisodeDigest> episodes)
    {
        bool[,] varies = Variation(episodes);
        foreach (RecalledChannel recall in recalled)
        {
            int target = task.Targets.Items.ToList().IndexOf(recall.Channel);
            if (QuestionOf(recall.Phase, target, episodes) is not { } asked)
                continue;
            for (int key = 0; key < _inputs.Count; key++)
                for (int value = 0; value < _inputs.Count; value++)
                    if (key != value && _inputs[key].Width == _inputs[asked].Width && _inputs[value].Width == recall.Channel.Width
                        && CountAmbiguous(new(recall.Phase, target, asked, key, value), varies, episodes) is > 0 and var count)
                        yield return new(
                            recall.Mark,
                            $"the answer '{recall.Channel.Name}' is not determined by what is asked: in {count} of {episodes.Count} "
                            + $"episodes '{_inputs[asked].Name}' asks with what was shown in '{_inputs[key].Name}' "
                            + $"beside several values of '{_inputs[value].Name}'; draw them without repetition");
        }
    }

    /// <summary>[phases, channels] which inputs vary in phases whose targets do not: there something may be shown.</summary>
    private bool[,] Variation(IReadOnlyList<EpisodeDigest> episodes)
    {
        var first = new ulong?[task.Phases.Count, _inputs.Count];
        var varies = new bool[task.Phases.Count, _inputs.Count];
        bool[] answers = PhasesThatAsk(episodes);
        foreach (EpisodeDigest episode in episodes)
            foreach (int step in Enumerable.Range(0, episode.Length).Where(step => !answers[episode.PhaseOf(step)]))
                for (int c = 0, phase = episode.PhaseOf(step); c < _inputs.Count; c++)
                    varies[phase, c] |= episode.Input(step, c) != (first[phase, c] ??= episode.Input(step, c));
        return varies;
    }

    /// <summary>[phases] those whose targets vary. Where a whole sequence is scored, the target of the others is constant.</summary>
    private bool[] PhasesThatAsk(IReadOnlyList<EpisodeDigest> episodes)
    {
        int targets = task.Targets.Items.Count;
        var first = new ulong?[task.Phases.Count, targets];
        var asks = new bool[task.Phases.Count];
        foreach (EpisodeDigest episode in episodes)
            for (int step = 0; step < episode.Length; step++)
                for (int c = 0, phase = episode.PhaseOf(step); c < targets; c++)
                    asks[phase] |= episode.Target(step, c) != (first[phase, c] ??= episode.Target(step, c));
        return asks;
    }

    /// <summary>The one input channel that differs from question to question; null when there are none or several.</summary>
    private int? QuestionOf(int phase, int target, IReadOnlyList<EpisodeDigest> episodes)
    {
        var first = new ulong?[_inputs.Count];
        var varies = new bool[_inputs.Count];
        foreach (EpisodeDigest episode in episodes)
            foreach (int step in Questions(episode, phase, target))
                for (int c = 0; c < _inputs.Count; c++)
                    varies[c] |= episode.Input(step, c) != (first[c] ??= episode.Input(step, c));
        return varies.Count(true) == 1 ? Array.IndexOf(varies, true) : null;
    }

    /// <summary>In how many episodes a key asks for one of several values without a rule; 0 when the phase is no such look-up.</summary>
    private static int CountAmbiguous(LookUp look, bool[,] varies, IReadOnlyList<EpisodeDigest> episodes)
    {
        int ambiguous = 0;
        bool wantsFirst = true, wantsLast = true;
        foreach (EpisodeDigest episode in episodes)
        {
            Dictionary<ulong, List<ulong>> shown = [];
            int seen = 0;
            bool isAmbiguous = false;
            foreach (int step in Questions(episode, look.Phase, look.Target))
            {
                for (; seen < step; seen++)
                    if (varies[episode.PhaseOf(seen), look.Key] && varies[episode.PhaseOf(seen), look.Value])
                        (shown.TryGetValue(episode.Input(seen, look.Key), out List<ulong>? more) ? more
                            : shown[episode.Input(seen, look.Key)] = []).Add(episode.Input(seen, look.Value));
                ulong wanted = episode.Target(step, look.Target);
                if (!shown.TryGetValue(episode.Input(step, look.Asked), out List<ulong>? values) || !values.Contains(wanted))
                    return 0;
                if (values.TrueForAll(value => value == wanted))
                    continue;
                isAmbiguous = true;
                wantsFirst &= values[0] == wanted;
                wantsLast &= values[^1] == wanted;
            }

            ambiguous += isAmbiguous ? 1 : 0;
        }

        return wantsFirst || wantsLast ? 0 : ambiguous;
    }

    private static IEnumerable<int> Questions(EpisodeDigest episode, int phase, int target) =>
        Enumerable.Range(0, episode.Length).Where(step => episode.PhaseOf(step) == phase && episode.IsScored(step, target));

    /// <summary>A way to read a phase: channel <c>Asked</c> asks, <c>Key</c> and <c>Value</c> were shown.</summary>
    private readonly record struct LookUp(int Phase, int Target, int Asked, int Key, int Value);
}
