using System.Globalization;
using NeuralMemory.Machines;
using NeuralMemory.Results;

namespace NeuralMemory.Experiments;

/// <summary>Names rows and columns of maps of weights.</summary>
/// <param name="said">What each step said, or was shown where it said nothing; both of them where there are steps of each kind.</param>
/// <param name="shown">What each step was shown.</param>
/// <param name="source">What was read before the first step, or the sequence itself.</param>
internal sealed class MapNames(IReadOnlyList<string> said, IReadOnlyList<string> shown, IReadOnlyList<string> source)
{
    /// <summary>A map with its names.</summary>
    /// <param name="trace">What it is of.</param>
    /// <param name="head">The head, from 0.</param>
    /// <param name="weights">[rows, columns]</param>
    /// <param name="isOfSource">Whether the rows are the steps of what was read.</param>
    public WeightRecording Name(WeightTrace trace, int head, float[,] weights, bool isOfSource)
    {
        IReadOnlyList<string> columns = trace.Axis switch
        {
            WeightAxis.Source => source,
            WeightAxis.Steps => isOfSource ? source : shown,
            _ => [],
        };
        string name = trace.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"head {head + 1}");
        return new(
            trace.Group, name, weights, Padded(isOfSource ? source : said, weights.GetLength(0)), Padded(columns, weights.GetLength(1)));
    }

    /// <summary>As many names as there are places; numbers where there are no names.</summary>
    private static string[] Padded(IReadOnlyList<string> names, int count) =>
    [
        .. Enumerable.Range(0, count).Select(i => i < names.Count ? names[i] : i.ToString(CultureInfo.InvariantCulture)),
    ];
}
