using System.Text.Json;
using System.Text.Json.Nodes;

namespace NeuralMemory.Experiments.Tests;

/// <summary>Finds where two records differ.</summary>
/// <param name="exactly">
/// Whether every number must be the same to the bit. Otherwise numbers may differ by <see cref="Tolerance"/>, and hashes of bits by all.
/// </param>
internal sealed class RecordComparison(bool exactly)
{
    /// <summary>How far a number may be off on a machine of another arithmetic, relative to what is expected.</summary>
    public const double Tolerance = 1e-3;

    /// <summary>What is noise in any arithmetic: the gradient of what has none, and the optimizer's averages of it.</summary>
    private const double Noise = 1e-9;

    private readonly List<string> _differences = [];

    /// <summary>Every difference, as <c>place: what is there, expected what should be</c>.</summary>
    public static IReadOnlyList<string> Differences(JsonNode? expected, JsonNode? actual, bool exactly)
    {
        RecordComparison comparison = new(exactly);
        comparison.Compare(expected, actual, "", mayGrow: false);
        return comparison._differences;
    }

    private void Compare(JsonNode? expected, JsonNode? actual, string place, bool mayGrow)
    {
        switch (expected, actual)
        {
            case (JsonObject first, JsonObject second):
                Compare(first, second, place, mayGrow);
                break;
            case (JsonArray first, JsonArray second) when first.Count == second.Count:
                for (int i = 0; i < first.Count; i++)
                    Compare(first[i], second[i], $"{place}/{i}", mayGrow);
                break;
            default:
                if (!IsSame(expected, actual))
                    _differences.Add($"{place}: {Show(actual)}, expected {Show(expected)}");
                break;
        }
    }

    private void Compare(JsonObject expected, JsonObject actual, string place, bool mayGrow)
    {
        foreach (var (name, value) in expected)
        {
            string inner = $"{place}/{name}";
            if (!actual.ContainsKey(name))
                _differences.Add($"{inner} is missing");
            else if (exactly || name != RunRecord.Bits)
                // A later version may remember more of where training stands.
                Compare(value, actual[name], inner, mayGrow: mayGrow || name == "state");
        }

        if (!mayGrow)
            _differences.AddRange(actual.Where(each => !expected.ContainsKey(each.Key)).Select(each => $"{place}/{each.Key} is new"));
    }

    private bool IsSame(JsonNode? expected, JsonNode? actual)
    {
        if (expected?.GetValueKind() != JsonValueKind.Number || actual?.GetValueKind() != JsonValueKind.Number)
            return JsonNode.DeepEquals(expected, actual);
        double first = expected.GetValue<double>(), second = actual.GetValue<double>();
        return exactly
            ? BitConverter.DoubleToInt64Bits(first) == BitConverter.DoubleToInt64Bits(second)
            : Math.Abs(first - second) <= Tolerance * Math.Abs(first) + Noise;
    }

    private static string Show(JsonNode? node) => node?.ToJsonString() is not { } text ? "nothing"
        : text.Length > 100 ? text[..100] + "..." : text;
}
