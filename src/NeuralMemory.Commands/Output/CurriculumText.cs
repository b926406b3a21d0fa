using NeuralMemory.Experiments;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>Curricula as people read them.</summary>
internal static class CurriculumText
{
    /// <summary>A curriculum on one line: its levels, and what ends one.</summary>
    public static string Of(CurriculumPlan plan)
    {
        CurriculumConfig config = plan.Config;
        CurriculumLevel first = plan.Levels[0], last = plan.Levels[^1];
        string kind = YamlValues.NameOf(config.Kind);
        if (last == first)
            return $"{kind}, 1 level, {RangesOf(first)}";
        string next = config.Kind == CurriculumKind.Linear
            ? $"every {Readable.Count(config.Every)} steps"
            : $"when {config.Metric} of {Readable.Count(config.Window)} sequences is "
                + (config.Above is { } above ? $"above {Readable.Number(above)}" : $"below {Readable.Number(config.Below ?? 0)}");
        return $"{kind}, {Readable.Count(last.Number)} levels from {RangesOf(first)} to {RangesOf(last)}, the next {next}";
    }

    /// <summary>The line for a curriculum that has come to a level.</summary>
    public static string Of(CurriculumAdvance advance) =>
        $"level {Readable.Count(advance.Level.Number)} of {Readable.Count(advance.Level.Count)} after step {Readable.Count(advance.Step)}: "
        + RangesOf(advance.Level);

    /// <summary>What a level draws from; nothing is said of what it leaves whole.</summary>
    private static string RangesOf(CurriculumLevel level) =>
        level.Parameters.Count == 0 ? "the whole task" : Readable.Parameters(level.Parameters);
}
