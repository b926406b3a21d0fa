using NeuralMemory.Analysis;
using NeuralMemory.Experiments;

namespace NeuralMemory.Sweeps;

/// <summary>Tells experiments apart that may take another time or another memory: rates and lengths of training do not.</summary>
internal static class CostKey
{
    private static readonly string[] Free =
    [
        "seed", "stop", "training.steps", "training.sequences", "training.optimizer.rate", "training.clip", "training.schedule",
        "evaluation.every", "evaluation.grid", "evaluation.seed",
    ];

    /// <summary>Equal for experiments of which a step costs the same.</summary>
    public static string Of(Experiment experiment) => string.Join('\n', ResolvedValues.OfConfig(experiment)
        .Where(value => !KeysWithoutEffect.HasConfig(value.Key) && !IsFree(value.Key))
        .Concat(ResolvedValues.OfTask(experiment).Where(value => !KeysWithoutEffect.HasTask(value.Key)))
        .Select(value => $"{value.Key}: {value.Value}"));

    private static bool IsFree(string path) => Array.Exists(Free, key => KeysWithoutEffect.IsBelow(path, key));
}
