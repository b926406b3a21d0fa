using NeuralMemory.Experiments;
using NeuralMemory.Results;

namespace NeuralMemory.Sweeps;

/// <summary>What a run began with, against what it is to begin with.</summary>
internal static class OriginDifference
{
    private const string OfItsSeed = "the weights of its seed";

    /// <summary>Says how they differ, in a sentence; null where they do not.</summary>
    /// <param name="stored">What the run began with; null for the weights of its seed.</param>
    /// <param name="wanted">What it is to begin with, pinned; null for the weights of its seed.</param>
    public static string? Find(RunOrigin? stored, WarmStart? wanted)
    {
        if (stored?.WeightsSha256 == wanted?.WeightsSha256 && stored?.WithOptimizer == wanted?.WithOptimizer)
            return null;
        bool isOptimizerAlone = stored?.WeightsSha256 == wanted?.WeightsSha256;
        string began = stored is null ? OfItsSeed : Told(stored.Run, stored.Step, isOptimizerAlone ? stored.WithOptimizer : null);
        string wish = wanted is null ? OfItsSeed : Told(wanted.Directory, wanted.Step, isOptimizerAlone ? wanted.WithOptimizer : null);
        string advice = stored is not null && wanted is not null && !isOptimizerAlone && Path.GetFullPath(wanted.Directory) == stored.Run
            ? FormattableString.Invariant($"; to go on with what it began with, name its step: --from {stored.Run}@{stored.Step}")
            : "";
        return $"it began with {began}, and is now to begin with {wish}{advice}";
    }

    private static string Told(string run, long? step, bool? withOptimizer) =>
        FormattableString.Invariant($"the weights of '{run}', step {step}")
        + (withOptimizer is { } has ? has ? ", with its optimizer" : ", without its optimizer" : "");
}
