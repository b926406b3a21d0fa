using System.Globalization;
using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>The heads of attention in a trace.</summary>
public static class AttentionHeads
{
    private const string Answers = "answer/";

    private static readonly string[] Memories = ["write/weights", "read/weights", "heads/weights"];

    /// <summary>The quantities of a trace that are weights of attention, in its order; none for a machine with a memory.</summary>
    public static IReadOnlyList<TracedQuantity> Of(EpisodeTrace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        return [.. trace.Quantities.Where(quantity => quantity is { IsDistribution: true, Axes: [_, var seen] } && !IsMemory(quantity)
            && IsPlace(seen))];
    }

    /// <summary>What a head is called, such as <c>decoder, layer 1, head 2</c>.</summary>
    /// <param name="attention">The weights.</param>
    /// <param name="head">The head.</param>
    public static string NameOf(TracedQuantity attention, int head)
    {
        ArgumentNullException.ThrowIfNull(attention);
        return attention.Axes[0].Length == 1 ? attention.Title
            : string.Create(CultureInfo.InvariantCulture, $"{attention.Title}, head {head + 1}");
    }

    /// <summary>What the places are called that are looked at.</summary>
    /// <param name="attention">The weights.</param>
    public static IReadOnlyList<string> NamesOf(TracedQuantity attention)
    {
        ArgumentNullException.ThrowIfNull(attention);
        TracedAxis seen = attention.Axes[^1];
        return seen.Labels ?? [.. Enumerable.Range(0, seen.Length).Select(place => place.ToString(CultureInfo.InvariantCulture))];
    }

    /// <summary>What all steps of an episode show, to name them by: words, or their numbers.</summary>
    /// <param name="trace">The trace.</param>
    public static IReadOnlyList<string> StepNamesOf(EpisodeTrace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        return [.. Enumerable.Range(0, trace.Recording.Steps).Select(step =>
            ShownStep.InputOf(trace, step).Words is { Length: > 0 } words ? words : step.ToString(CultureInfo.InvariantCulture))];
    }

    /// <summary>
    /// What the rows of an attention are called: what was answered where it looks at a source, as that is what it looked for, and what was
    /// shown where steps look at steps.
    /// </summary>
    /// <param name="trace">The trace.</param>
    /// <param name="attention">The weights.</param>
    public static IReadOnlyList<string> RowNamesOf(EpisodeTrace trace, TracedQuantity attention)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(attention);
        if (attention.Lead != TracedQuantity.LeadOfSteps)
            return attention.Axes[^1].Name == $"seen_{attention.Lead}" ? NamesOf(attention)
                : [.. Enumerable.Range(0, attention.Rows.Count).Select(row => row.ToString(CultureInfo.InvariantCulture))];
        if (KindOf(attention) != ReadPlace.Source)
            return StepNamesOf(trace);
        return [.. Enumerable.Range(0, trace.Recording.Steps).Select(step =>
            ShownStep.AnswerOf(trace, step).Words is { Length: > 0 } words ? words : step.ToString(CultureInfo.InvariantCulture))];
    }

    /// <summary>
    /// Whether its rows are steps that look. Of a Perceiver answers look at latents, and steps are looked at by these: what a trace keeps of
    /// that by step says who looked at the step.
    /// </summary>
    internal static bool IsOfSteps(TracedQuantity quantity) => quantity is
    {
        IsDistribution: true, Lead: TracedQuantity.LeadOfSteps, Axes: [_, var seen],
    } && !IsMemory(quantity) && IsPlace(seen)
        && (PlaceOf(seen) != ReadPlace.Latent || quantity.Name.StartsWith(Answers, StringComparison.Ordinal));

    internal static ReadPlace KindOf(TracedQuantity attention) => PlaceOf(attention.Axes[^1]);

    internal static ReadOnlySpan<float> WeightsOf(TracedQuantity attention, int row, int head)
    {
        int places = attention.Axes[^1].Length;
        return attention.Row(row).Slice(head * places, places);
    }

    private static bool IsMemory(TracedQuantity quantity) => Memories.Contains(quantity.Name);

    private static bool IsPlace(TracedAxis seen) =>
        seen.Name is "source" or "seen_source" or "step" or "seen_step" or "latent" or "seen_latent";

    private static ReadPlace PlaceOf(TracedAxis seen) => seen.Name switch
    {
        "source" or "seen_source" => ReadPlace.Source,
        "step" or "seen_step" => ReadPlace.Step,
        _ => ReadPlace.Latent,
    };
}
