using System.Globalization;
using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>What a head was told at a step: one number, or shares of one.</summary>
/// <param name="Head">The head; empty for what belongs to none.</param>
/// <param name="Name">What it is called, such as <c>write gate</c>.</param>
/// <param name="Numbers">The number, or the shares.</param>
/// <param name="Labels">What each share is called; empty for a number.</param>
public sealed record GateValue(string Head, string Name, IReadOnlyList<float> Numbers, IReadOnlyList<string> Labels)
{
    /// <summary>The least that the number can be; 0 where it can be any.</summary>
    public double Low { get; init; }

    /// <summary>The most that it can be; for what has no end, the most that it was in the trace.</summary>
    public double High { get; init; } = 1;

    /// <summary>In words: <c>0.93</c>, or <c>content: 0.98, forward: 0.02</c>.</summary>
    public string InWords => Labels.Count == 0
        ? StepSignals.Short(Numbers[0])
        : string.Join(", ", Labels.Zip(Numbers, (label, share) => string.Create(CultureInfo.InvariantCulture, $"{label}: {share:0.00}")));
}

/// <summary>Everything that heads were told at a step in single numbers and in shares.</summary>
public static class GateValues
{
    private const int MostShares = 9;

    private static readonly string[] Heads = ["head", "reader", "writer", "stack", "tape"];

    /// <summary>What heads were told at a step of a trace, by head; none where it keeps nothing of the kind.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="step">The step, counted from the episode's first.</param>
    public static IReadOnlyList<GateValue> Of(EpisodeTrace trace, int step)
    {
        ArgumentNullException.ThrowIfNull(trace);
        IEnumerable<GateValue> all =
            from quantity in trace.Quantities
            where quantity.Lead == TracedQuantity.LeadOfSteps && IsTold(quantity)
            let row = quantity.PlaceOf(step)
            where row >= 0
            from head in Enumerable.Range(0, quantity.Axes[0].Length)
            select ValueOf(quantity, row, head);
        string[] order = [.. TracedHead.Of(trace).Select(head => head.Name)];
        return [.. all.OrderBy(value => Array.IndexOf(order, value.Head) is >= 0 and var place ? place : order.Length)];
    }

    private static bool IsTold(TracedQuantity quantity) => quantity.Axes switch
    {
        [] => false,
        [var heads, ..] when !Heads.Contains(heads.Name) => false,
        [_] => true,
        [_, { Name: "shift" or "mode" or "action" or "program", Length: <= MostShares }] => quantity.IsDistribution,
        _ => false,
    };

    private static GateValue ValueOf(TracedQuantity quantity, int row, int head)
    {
        int length = quantity.RowLength / quantity.Axes[0].Length;
        string name = quantity.Axes[0].Labels?[head] ?? string.Create(CultureInfo.InvariantCulture, $"head {head + 1}");
        IReadOnlyList<string> labels = quantity.Axes is [_, var shares]
            ? shares.Labels ?? [.. Enumerable.Range(0, shares.Length).Select(place => place.ToString(CultureInfo.InvariantCulture))]
            : [];
        return new(name, quantity.Title, quantity.Row(row).Slice(head * length, length).ToArray(), labels)
        {
            Low = quantity.Low ?? 0,
            High = quantity.High ?? MostOf(quantity),
        };
    }

    private static double MostOf(TracedQuantity quantity)
    {
        float most = 0;
        foreach (float value in quantity.Values.Span)
            most = Math.Max(most, value);
        return InspectionScales.RoundUp(Math.Max(most, (quantity.Low ?? 0) + 1));
    }
}
