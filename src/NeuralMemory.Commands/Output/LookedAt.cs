using NeuralMemory.Results;

namespace NeuralMemory.Commands;

/// <summary>Something that a head looked at.</summary>
/// <param name="Place">Which column of the map.</param>
/// <param name="Name">Its name.</param>
/// <param name="Weight">Its weight, in [0, 1].</param>
internal readonly record struct LookedAt(int Place, string Name, float Weight)
{
    private const int Most = 3;
    private const float Least = 0.04f;

    /// <summary>What a row of a map looked at most, the heaviest first; at least one, and no more whose weights are small.</summary>
    public static IReadOnlyList<LookedAt> Of(WeightRecording map, int row)
    {
        LookedAt[] all =
        [
            .. Enumerable.Range(0, map.Weights.GetLength(1))
                .Select(place => new LookedAt(place, map.Columns[place], map.Weights[row, place]))
                .OrderByDescending(looked => looked.Weight).Take(Most),
        ];
        return [.. all.Where((looked, i) => i == 0 || looked.Weight >= Least)];
    }
}
