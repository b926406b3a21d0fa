using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>One address taken apart: from content to the weighting that the head uses.</summary>
/// <param name="Head">The head.</param>
/// <param name="Stages">
/// The stages, in the order of the machine's equations; the last one is the weighting. Fewer where the trace lacks what they are made of,
/// and none where it does not keep the step.
/// </param>
public sealed record AddressParts(TracedHead Head, IReadOnlyList<AddressStage> Stages)
{
    /// <summary>The step, counted from the episode's first.</summary>
    public int Step { get; init; }

    /// <summary>Takes an address apart.</summary>
    /// <param name="trace">The trace, of which the step's window has the step.</param>
    /// <param name="step">The step, counted from the episode's first.</param>
    /// <param name="head">The head.</param>
    /// <param name="before">[N] its weighting of the step before; empty for that in the trace, where it is there.</param>
    public static AddressParts Of(EpisodeTrace trace, int step, TracedHead head, ReadOnlySpan<float> before)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(head);
        StepSignals signals = new(trace, step, head.Place);
        float[] weights = [.. head.WeightsAt(trace, step)];
        IReadOnlyList<AddressStage> stages = weights.Length == 0 ? [] : head.Quantity switch
        {
            "heads/weights" => NtmAddress.StagesOf(signals, weights, Before(trace, step, head, before)),
            "write/weights" when SamAddress.Is(trace) =>
                SamAddress.StagesOfWriter(signals, new StepSignals(trace, step - 1, head.Place), weights),
            "read/weights" when SamAddress.Is(trace) => SamAddress.StagesOfReader(signals, weights),
            "write/weights" => DncAddress.StagesOfWriter(signals, weights),
            "read/weights" => DncAddress.StagesOfReader(signals, weights),
            _ => [new("weighting", weights, "")],
        };
        return new(head, stages) { Step = step };
    }

    /// <summary>The weighting of the step before; that which a machine begins with before the first one.</summary>
    private static float[] Before(EpisodeTrace trace, int step, TracedHead head, ReadOnlySpan<float> before)
    {
        if (before.Length > 0)
            return before.ToArray();
        if (step > 0)
            return head.WeightsAt(trace, step - 1).ToArray();
        if (trace.Initial.FirstOrDefault(quantity => quantity.Name == head.Quantity) is not { Axes: [_, var slots] } initial)
            return [];
        return initial.Row(0).Slice(head.Place * slots.Length, slots.Length).ToArray();
    }
}

/// <summary>A stage of an address.</summary>
/// <param name="Title">What it is called, such as <c>after the shift</c>.</param>
/// <param name="Weights">[N] over slots.</param>
/// <param name="Signal">What made it so in words, such as <c>gate 0.93</c>; empty for nothing.</param>
public sealed record AddressStage(string Title, IReadOnlyList<float> Weights, string Signal)
{
    /// <summary>Where its equation stands, such as <c>Graves et al. 2014, eq. 8</c>; empty for what has none.</summary>
    public string Equation { get; init; } = "";
}
