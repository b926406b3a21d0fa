using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>Names of evaluations: other settings have other names, and every name is short enough for a file.</summary>
internal static class EvaluationName
{
    private const int MostCharacters = 120, HashCharacters = 16;

    /// <summary>A setting as part of a name: <c>length=20</c>, <c>length=1-20</c>, <c>rate=0.25</c>.</summary>
    public static string Part(string key, YamlNode value) => $"{key}={ValueName(value)}";

    /// <summary>The name itself, or, where it is too long, its beginning and a hash of the whole.</summary>
    public static string Shorten(string name)
    {
        if (name.Length <= MostCharacters)
            return name;
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..HashCharacters];
        return $"{name[..(MostCharacters - HashCharacters - 1)]}_{hash}";
    }

    private static string ValueName(YamlNode value) => value switch
    {
        YamlScalar scalar when scalar.TryInteger(out long number) => number.ToString(CultureInfo.InvariantCulture),
        YamlScalar scalar when scalar.TryReal(out double number) =>
            number.ToString("R", CultureInfo.InvariantCulture).Replace("+", "", StringComparison.Ordinal),
        YamlSequence range => string.Join('-', range.Items.Select(ValueName)),
        _ => "",
    };
}
