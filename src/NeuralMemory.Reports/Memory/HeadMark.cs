using System.Globalization;
using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>Where a head is at a step.</summary>
/// <param name="Name">What it is called, such as <c>write head</c>.</param>
/// <param name="Weights">[N] its weighting.</param>
/// <param name="IsWriter">Whether it writes.</param>
public sealed record HeadMark(string Name, IReadOnlyList<float> Weights, bool IsWriter)
{
    /// <summary>Below this, a head is nowhere: its weight is spread over many slots.</summary>
    internal const float LeastPeak = 0.05f;

    /// <summary>The slot with the most weight; -1 where there are no slots.</summary>
    public int Peak => PeakOf(Weights);

    /// <summary>The heads of a trace at a step, writers first; none where the trace does not keep it.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="step">The step, counted from the episode's first.</param>
    public static IReadOnlyList<HeadMark> Of(EpisodeTrace trace, int step) =>
    [
        .. TracedHead.Of(trace).Select(head => new HeadMark(head.Name, [.. head.WeightsAt(trace, step)], head.IsWriter))
            .Where(head => head.Weights.Count > 0),
    ];

    /// <summary>Where it is in words: <c>slot 17 (0.93)</c>.</summary>
    internal static string WordsOf(IReadOnlyList<float> weights) => PeakOf(weights) is >= 0 and var peak
        ? weights[peak] >= LeastPeak
            ? string.Create(CultureInfo.InvariantCulture, $"slot {peak} ({weights[peak]:0.00})")
            : weights[peak] <= 0.0005f ? "no slot" : string.Create(CultureInfo.InvariantCulture, $"spread, at most {weights[peak]:0.000}")
        : "no slots";

    internal static int PeakOf(IReadOnlyList<float> weights)
    {
        int peak = -1;
        for (int slot = 0; slot < weights.Count; slot++)
            if (peak < 0 || weights[slot] > weights[peak])
                peak = slot;
        return peak;
    }
}
