using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>A whole episode in little: what an <see cref="EpisodeOverview"/> shows.</summary>
public sealed record EpisodeStrip
{
    /// <summary>The names of the phases.</summary>
    public required IReadOnlyList<string> Phases { get; init; }

    /// <summary>[T] the phase of each step, an index of <see cref="Phases"/>.</summary>
    public required IReadOnlyList<int> PhaseOf { get; init; }

    /// <summary>[T] how many answers of each step are wrong.</summary>
    public required IReadOnlyList<int> Wrong { get; init; }

    /// <summary>Where each head was; none for a machine without a memory.</summary>
    public IReadOnlyList<StripHead> Heads { get; init; } = [];

    /// <summary>T, the steps of the episode.</summary>
    public int Steps => PhaseOf.Count;

    /// <summary>
    /// The strip of a trace. Heads are those of its recording where it has them, else those of its window where that is the whole episode.
    /// </summary>
    public static EpisodeStrip Of(EpisodeTrace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        EpisodeRecording recording = trace.Recording;
        int columns = recording.Targets.GetLength(1);
        return new()
        {
            Phases = trace.Phases,
            PhaseOf = trace.PhaseOf,
            Wrong = WrongOf(recording, columns),
            Heads = recording.Heads.Count > 0 && recording.Slots is { } slots
                ? [.. recording.Heads.Select(head => new StripHead(head.Name, slots, head.Slot))]
                : trace.Steps == recording.Steps ? HeadsOf(trace) : [],
        };
    }

    private static int[] WrongOf(EpisodeRecording recording, int columns)
    {
        var wrong = new int[recording.Steps];
        for (int step = 0; step < wrong.Length; step++)
            for (int column = 0; column < columns; column++)
                wrong[step] += recording.IsWrong(step, column) ? 1 : 0;
        return wrong;
    }

    private static StripHead[] HeadsOf(EpisodeTrace trace) =>
    [
        .. TracedHead.Of(trace).Select(head =>
        {
            int slots = head.WeightsAt(trace, 0).Length;
            IEnumerable<int> places = Enumerable.Range(0, trace.Steps).Select(step => Largest(head.WeightsAt(trace, step)));
            return new StripHead(head.Name, slots, [.. places]);
        }),
    ];

    private static int Largest(ReadOnlySpan<float> weights)
    {
        int most = 0;
        for (int slot = 1; slot < weights.Length; slot++)
            if (weights[slot] > weights[most])
                most = slot;
        return most;
    }
}

/// <summary>Where a head was in an episode.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Slots">N, the slots there are.</param>
/// <param name="SlotAt">[T] the slot with the most weight at each step.</param>
public sealed record StripHead(string Name, int Slots, IReadOnlyList<int> SlotAt);
