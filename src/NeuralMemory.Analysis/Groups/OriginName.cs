using NeuralMemory.Results;

namespace NeuralMemory.Analysis;

/// <summary>What runs that began with the weights of others have in common, as people call it.</summary>
public static class OriginName
{
    /// <summary>The key that it stands under, beside those of the config.</summary>
    public const string Key = "from";

    /// <summary>
    /// <c>ntm-copy</c>, or <c>ntm-copy, with its optimizer</c>: the other run's folder without the seed, for each seed may have begun with
    /// a run of its own, which was solved at a step of its own.
    /// </summary>
    public static string Of(RunOrigin origin)
    {
        ArgumentNullException.ThrowIfNull(origin);
        return SeedFolders.NameOf(origin.Run) + (origin.WithOptimizer ? ", with its optimizer" : "");
    }
}
