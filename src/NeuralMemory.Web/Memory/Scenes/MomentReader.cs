using NeuralMemory.Experiments;
using NeuralMemory.Reports;
using NeuralMemory.Results;

namespace NeuralMemory.Web;

/// <summary>Reads what a pane shows of a step.</summary>
internal static class MomentReader
{
    /// <summary>Reads a step.</summary>
    /// <param name="lab">The episode.</param>
    /// <param name="pane">Its pane, whose window has the step.</param>
    /// <param name="state">What is shown.</param>
    /// <param name="step">The step.</param>
    public static Moment Read(EpisodeLab lab, Pane pane, MemoryState state, int step)
    {
        SlotWriters? writers = pane.HasMemory ? lab.WritersAt(step) : null;
        IReadOnlyList<TracedQuantity> links = pane.HasLinks ? lab.LinksAt(step) : [];
        return new()
        {
            Step = step,
            Memory = pane.HasMemory ? lab.MemoryAt(step) : null,
            Matrix = MatrixOf(lab, pane, state, step),
            Writers = writers,
            Marks = HeadMark.Of(pane.Trace, step),
            Address = AddressOf(pane, state, step),
            Links = links.FirstOrDefault(quantity => quantity.Name == "links/values"),
            LinksFrom = links.FirstOrDefault(quantity => quantity.Name == "links/slots"),
            Origin = state.Asked is { } asked ? OriginOf(lab, pane, Math.Clamp(asked, 0, lab.Steps - 1)) : null,
            Gates = GateValues.Of(pane.Trace, step),
        };
    }

    private static AddressParts? AddressOf(Pane pane, MemoryState state, int step)
    {
        if (pane.Heads.Count == 0)
            return null;
        TracedHead head = pane.Heads[Math.Min(state.Head, pane.Heads.Count - 1)];
        return AddressParts.Of(pane.Trace, step, head, Before(pane.Trace, head, step));
    }

    private static MatrixMoment? MatrixOf(EpisodeLab lab, Pane pane, MemoryState state, int step)
    {
        if (pane.Matrices.Count == 0)
            return null;
        int head = Math.Min(state.Head, pane.Matrices.Count - 1);
        EpisodeTrace trace = UpTo(lab, pane, step);
        // Of a long window, what is large is not kept of every step.
        return MatrixMoment.Of(trace, head, step) ?? (MatrixMoment.Of(lab.Window(step, 1), head, step) is { } alone
            ? alone with { First = trace.First, Factors = MatrixHead.Of(trace)[head].OriginsOf(step) }
            : null);
    }

    /// <summary>A trace from the episode's first step on: what a step reads of a matrix may come from any before it.</summary>
    private static EpisodeTrace UpTo(EpisodeLab lab, Pane pane, int step) =>
        pane.Trace.First == 0 && step < pane.Trace.Steps ? pane.Trace : lab.Window(0, step + 1);

    private static ReadOnlySpan<float> Before(EpisodeTrace trace, TracedHead head, int step)
    {
        if (step > trace.First)
            return head.WeightsAt(trace, step - 1);
        if (step > 0 || trace.Initial.FirstOrDefault(quantity => quantity.Name == head.Quantity) is not { Axes: [_, var slots] } initial)
            return [];
        return initial.Row(0).Slice(head.Place * slots.Length, slots.Length);
    }

    private static TraceBack OriginOf(EpisodeLab lab, Pane pane, int asked)
    {
        EpisodeTrace trace = pane.Matrices.Count > 0 ? UpTo(lab, pane, asked)
            : asked >= pane.Trace.First && asked < pane.Trace.First + pane.Trace.Steps ? pane.Trace : lab.Window(asked, 1);
        // What a step reads was there before it, or was written by itself first.
        return TraceBack.Of(trace, asked, pane.HasMemory ? lab.WritersAt(trace.ReadsAfterWriting ? asked : asked - 1) : null);
    }
}
