using System.Security.Cryptography;
using System.Text;
using NeuralMemory.Analysis;
using NeuralMemory.Experiments;

namespace NeuralMemory.Sweeps;

/// <summary>
/// The name of a point's folder: the first digits of a hash of what is trained and measured, the seed and what has no effect left out. So
/// it stays the same when axes are added that leave its values as they are, and two points that come to the same have the same.
/// </summary>
public static class PointIdentity
{
    /// <summary>How many hexadecimal digits it has.</summary>
    public const int Length = 12;

    private const string Seed = "seed";

    /// <summary>The identity of an experiment, whatever its seed.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="from">The weights that its runs begin with, pinned; null for those of their seeds.</param>
    public static string Of(Experiment experiment, WarmStart? from = null)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        StringBuilder text = new();
        foreach (var (path, value) in ResolvedValues.OfConfig(experiment))
            if (path != Seed && !KeysWithoutEffect.HasConfig(path) && !IsNothingNew(path, value))
                text.Append(path).Append(": ").Append(value).Append('\n');
        foreach (var (path, value) in ResolvedValues.OfTask(experiment))
            if (!KeysWithoutEffect.HasTask(path))
                text.Append("task.yaml: ").Append(path).Append(": ").Append(value).Append('\n');
        if (from is not null)
            text.Append("from: ").Append(from.WeightsSha256).Append(from.WithOptimizer ? ", with its optimizer\n" : "\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..Length];
    }

    /// <summary>Whether a folder's name may be that of a point.</summary>
    public static bool IsOne(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length == Length && name.All(char.IsAsciiHexDigitLower);
    }

    /// <summary>Whether a value is the default of a key that older versions did not have: what they trained is as it says.</summary>
    private static bool IsNothingNew(string path, string value) =>
        ConfigDocuments.Keys.Any(key => key.CameLater && key.Path == path && key.Default == value);
}
