using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>Who had written each slot after each step of a trace's window, and what each step then read.</summary>
internal sealed class SlotHistory
{
    private readonly EpisodeTrace _trace;
    private readonly TracedHead[] _readers;
    private readonly List<SlotWriters> _after = [];

    private SlotHistory(EpisodeTrace trace, IReadOnlyList<TracedHead> heads, int slots)
    {
        (_trace, Slots) = (trace, slots);
        Writers = [.. heads.Where(head => head.IsWriter)];
        _readers = [.. heads.Where(head => !head.IsWriter)];
        SlotWriters writers = new(slots);
        for (int step = 0; step < trace.Steps; step++)
        {
            foreach (TracedHead head in Writers)
                if (head.WeightsAt(trace, trace.First + step) is { Length: > 0 } weights)
                    writers.Write(trace.First + step, weights);
            _after.Add(writers.Copy());
        }
    }

    /// <summary>N.</summary>
    public int Slots { get; }

    /// <summary>The heads that write.</summary>
    public IReadOnlyList<TracedHead> Writers { get; }

    /// <summary>The heads that read.</summary>
    public IReadOnlyList<TracedHead> Readers => _readers;

    /// <summary>The history of a trace; null for a machine whose heads do not write to slots.</summary>
    public static SlotHistory? Of(EpisodeTrace trace)
    {
        IReadOnlyList<TracedHead> heads = TracedHead.Of(trace);
        if (heads.FirstOrDefault(head => head.IsWriter) is not { } writer)
            return null;
        int slots = writer.WeightsAt(trace, trace.First).Length;
        return slots > 0 ? new(trace, heads, slots) : null;
    }

    /// <summary>Who had written each slot after a step of the window.</summary>
    public SlotWriters After(int step) => _after[step];

    /// <summary>
    /// The step that wrote most of what a step of the window read: what each slot's writer has of all reading weights is added up.
    /// </summary>
    /// <returns>The step; <see cref="SlotWriters.Nobody"/> where less than half is any step's.</returns>
    public int OriginAt(int step)
    {
        int at = _trace.ReadsAfterWriting ? step : step - 1;
        if (at < 0)
            return SlotWriters.Nobody;
        SlotWriters writers = _after[at];
        Dictionary<int, float> shares = [];
        foreach (TracedHead head in _readers)
        {
            ReadOnlySpan<float> weights = head.WeightsAt(_trace, _trace.First + step);
            for (int slot = 0; slot < weights.Length; slot++)
                if (writers.Steps[slot] != SlotWriters.Nobody)
                    shares[writers.Steps[slot]] = shares.GetValueOrDefault(writers.Steps[slot]) + weights[slot] * writers.Left[slot];
        }

        (int origin, float share) = shares.OrderBy(each => each.Key).MaxBy(each => each.Value);
        return share >= 0.5f ? origin : SlotWriters.Nobody;
    }
}
