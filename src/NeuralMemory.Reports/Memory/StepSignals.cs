using System.Globalization;
using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>What a head was told at a step of a trace.</summary>
/// <param name="trace">The trace.</param>
/// <param name="step">The step, counted from the episode's first.</param>
/// <param name="head">The head's place on the first axis of its quantities.</param>
internal sealed class StepSignals(EpisodeTrace trace, int step, int head)
{
    /// <summary>The numbers of a quantity that the head has at the step; empty where the trace does not keep them.</summary>
    public ReadOnlySpan<float> Numbers(string name)
    {
        if (trace.Find(name) is not { Axes: [var heads, ..] } quantity || head >= heads.Length
            || quantity.PlaceOf(step) is not (>= 0 and var row))
            return [];
        int length = quantity.RowLength / heads.Length;
        return quantity.Row(row).Slice(head * length, length);
    }

    /// <summary>The head's only number of a quantity; null where the trace does not keep it.</summary>
    public float? Number(string name) => Numbers(name) is [var number] ? number : null;

    /// <summary>The names of the places on a quantity's last axis; their numbers where they have none.</summary>
    public IReadOnlyList<string> Labels(string name) => trace.Find(name) is { Axes: [.., var last] }
        ? last.Labels ?? [.. Enumerable.Range(0, last.Length).Select(place => place.ToString(CultureInfo.InvariantCulture))]
        : [];

    /// <summary>A number in words: <c>gate 0.93</c>; nothing where it is not there.</summary>
    public static string Words(string name, float? number) =>
        number is { } there ? string.Create(CultureInfo.InvariantCulture, $"{name} {Short(there)}") : "";

    /// <summary>Two decimals where there are some to tell; whole above a hundred.</summary>
    public static string Short(float number) =>
        number.ToString(Math.Abs(number) >= 100 ? "0" : Math.Abs(number) >= 10 ? "0.#" : "0.00", CultureInfo.InvariantCulture);
}
