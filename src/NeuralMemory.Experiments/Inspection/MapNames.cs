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
    /// <param name="looked">What its rows are.</param>
    public WeightRecording Name(WeightTrace trace, int head, float[,] weights, WeightAxis looked)
    {
        WeightAxis seen = (trace.Axis, looked) is (WeightAxis.Steps, WeightAxis.Source) ? WeightAxis.Source : trace.Axis;
        string name = trace.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"head {head + 1}");
        return new(
            trace.Group, name, weights, Names(looked, said, weights.GetLength(0)), Names(seen, shown, weights.GetLength(1)))
        {
            IsTurned = trace.IsTurned,
        };
    }

    /// <summary>As many names as there are places; numbers where there are no names.</summary>
    private string[] Names(WeightAxis axis, IReadOnlyList<string> steps, int count)
    {
        IReadOnlyList<string> names = axis switch
        {
            WeightAxis.Source => source,
            WeightAxis.Steps => steps,
            WeightAxis.Latents => [.. Enumerable.Range(1, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"latent {i}"))],
            _ => [],
        };
        return [.. Enumerable.Range(0, count).Select(i => i < names.Count ? names[i] : i.ToString(CultureInfo.InvariantCulture))];
    }
}
