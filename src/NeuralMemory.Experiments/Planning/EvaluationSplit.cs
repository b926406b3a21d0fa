using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments;

/// <summary>What episodes are for: those by which something is chosen are not those of which figures are reported.</summary>
public static class EvaluationSplit
{
    /// <summary>Held-out episodes that stop rule and best checkpoint look at.</summary>
    public const string Selection = "selection";

    /// <summary>Held-out episodes that nothing looked at before.</summary>
    public const string Test = "test";

    /// <summary>Episodes from those lines of a corpus that the machine was trained on.</summary>
    public const string Training = "training";

    /// <summary>The lines of a corpus that held-out episodes have: those that choose have other ones than those that report.</summary>
    /// <param name="config">The config.</param>
    /// <param name="seed">The root of the episodes.</param>
    internal static CorpusSplit LinesOf(EvaluationConfig config, long seed) =>
        config.TestSeed is null || config.TestSeed == config.Seed ? CorpusSplit.HeldOut
        : seed == config.Seed ? CorpusSplit.Selection
        : CorpusSplit.Test;

    /// <summary>What the episodes of a point are for; null for others than those of the config.</summary>
    internal static string? Of(EvaluationConfig config, EvaluationPoint point) =>
        point.Task.Corpus is { HoldsOut: true } && point.Task.Split == CorpusSplit.Training ? Training
        // Where both are the same episodes, they chose.
        : point.Seed == config.Seed ? Selection
        : point.Seed == config.TestSeed ? Test
        : null;
}
