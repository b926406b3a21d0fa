namespace NeuralMemory.Experiments;

/// <summary>A curriculum that was checked with its task: every level that training can come to, easiest first.</summary>
public sealed class CurriculumPlan
{
    internal CurriculumPlan(CurriculumConfig config, IReadOnlyList<CurriculumRanges> levels) =>
        (Config, Levels) = (config, [.. levels.Select((ranges, i) => new CurriculumLevel(i + 1, levels.Count, ranges))]);

    /// <summary>What the config says.</summary>
    public CurriculumConfig Config { get; }

    /// <summary>The levels, at least one; number n is at n - 1.</summary>
    public IReadOnlyList<CurriculumLevel> Levels { get; }

    /// <summary>Whether training by <paramref name="plan"/>, or by none, can stand at <paramref name="state"/>.</summary>
    internal static bool Has(CurriculumPlan? plan, CurriculumState? state) => (plan, state) switch
    {
        (null, null) => true,
        ({ } levels, { Level: >= 1 and var level }) => level <= levels.Levels.Count,
        _ => false,
    };
}
