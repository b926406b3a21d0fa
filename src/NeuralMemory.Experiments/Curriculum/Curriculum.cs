using NeuralMemory.Numerics;
using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments;

/// <summary>
/// A curriculum at work: it narrows what episodes are drawn from, and goes to the next level when the present one is mastered or over. What
/// it says of an episode depends on the episode's random numbers and the level; that changes between steps only.
/// </summary>
/// <param name="plan">The levels.</param>
/// <param name="state">Where it stands; changed by <see cref="Add"/>.</param>
internal sealed class Curriculum(CurriculumPlan plan, CurriculumState state) : IParameterNarrowing
{
    private readonly CurriculumConfig _config = plan.Config;

    /// <summary>The present level.</summary>
    public CurriculumLevel Level => plan.Levels[state.Level - 1];

    /// <summary>The metric that ends a level.</summary>
    public TaskMetric Metric => _config.Metric;

    /// <summary>Whether some episodes are not of the present level, so that its metric is not that of the batch.</summary>
    public bool LooksAround { get; } = plan.Config.LookBack > 0 || plan.Config.Whole > 0;

    /// <inheritdoc/>
    public bool Narrow(RandomStream random, Span<ValueRange> ranges)
    {
        double share = LooksAround ? random.NextDouble() : 1;
        if (share < _config.Whole)
            return false;
        if (share < _config.Whole + _config.LookBack && Before(random) is { } before)
        {
            before.Ranges.Below.CopyTo(ranges);
            return false;
        }

        Level.Ranges.Own.CopyTo(ranges);
        return true;
    }

    /// <summary>Takes note of a step.</summary>
    /// <param name="scores">How well the sequences of the present level were answered, in the channel of the metric.</param>
    /// <param name="step">Steps made, this one included.</param>
    /// <returns>Whether the next step is one of a higher level.</returns>
    public bool Add(in ScoreSums scores, long step)
    {
        if (state.Level == plan.Levels.Count || !(_config.Kind == CurriculumKind.Linear ? step % _config.Every == 0 : IsMastered(scores)))
            return false;
        state.Level++;
        return true;
    }

    /// <summary>The level to look back from or, with lessons, to; null where nothing was before.</summary>
    private CurriculumLevel? Before(RandomStream random) => _config.Kind != CurriculumKind.Lessons ? Level
        : state.Level == 1 ? null
        : plan.Levels[random.NextInt(0, state.Level - 2)];

    /// <summary>Whether a window is full, and its metric good enough. A full one is begun anew, whatever it says.</summary>
    private bool IsMastered(in ScoreSums scores)
    {
        // Not a number where nothing was judged: none of the batch's sequences is of the level, or all ended before.
        if (scores.Value(_config.Metric.Kind) is var value && double.IsFinite(value))
        {
            state.Sequences += scores.Sequences;
            state.Sum += value * scores.Sequences;
        }

        if (state.Sequences < _config.Window)
            return false;
        bool mastered = _config.IsMet(state.Sum / state.Sequences);
        (state.Sequences, state.Sum) = (0, 0);
        return mastered;
    }
}
