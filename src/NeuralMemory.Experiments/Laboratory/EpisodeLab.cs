using NeuralMemory.Results;

namespace NeuralMemory.Experiments;

/// <summary>
/// One episode of a trained machine, to be looked at from any side: windows of its trace, the memory at any step, who wrote each slot, and
/// the same with something changed. Not thread-safe.
/// </summary>
public sealed class EpisodeLab : IDisposable
{
    private readonly EpisodeTrace _whole;

    private EpisodeLab(EpisodeTrace whole, IReadOnlyList<Poke> pokes) => (_whole, Pokes) = (whole, pokes);

    /// <summary>T.</summary>
    public int Steps => _whole.Recording.Steps;

    /// <summary>What is changed.</summary>
    public IReadOnlyList<Poke> Pokes { get; }

    /// <summary>What was shown, wanted and answered in the whole episode.</summary>
    public EpisodeRecording Recording => _whole.Recording;

    /// <summary>Opens an episode.</summary>
    /// <param name="machine">The machine, which lives longer.</param>
    /// <param name="point">The setting.</param>
    /// <param name="episode">The number of the episode, from 0.</param>
    /// <param name="pokes">What is changed; null for nothing.</param>
    public static EpisodeLab Open(TrainedMachine machine, EvaluationPoint point, long episode, IReadOnlyList<Poke>? pokes = null)
    {
        ArgumentNullException.ThrowIfNull(machine);
        return new(machine.TraceEpisode(point, new() { Episode = episode, Links = true }), pokes ?? []);
    }

    /// <summary>The trace of some steps.</summary>
    /// <param name="first">The first step.</param>
    /// <param name="steps">How many, at least 1; fewer where the episode ends before.</param>
    public EpisodeTrace Window(int first, int steps) => _whole;

    /// <summary>The memory after a step, as a quantity of one row [width, slots]; null for a machine without one.</summary>
    /// <param name="step">The step; -1 for before the first.</param>
    public TracedQuantity? MemoryAt(int step)
    {
        if (_whole.Find("memory") is not { } memory)
            return null;
        if (step < 0)
            return _whole.Initial.FirstOrDefault(quantity => quantity.Name == memory.Name);
        int row = memory.Rows.TakeWhile(kept => kept <= step).Count() - 1;
        return memory with { Rows = [step], Values = memory.Values.Slice(row * memory.RowLength, memory.RowLength) };
    }

    /// <summary>Who had written each slot after a step; null for a machine without a memory.</summary>
    /// <param name="step">The step; -1 for before the first.</param>
    public SlotWriters? WritersAt(int step)
    {
        if (_whole.Find("memory") is not { } memory)
            return null;
        SlotWriters writers = new(memory.Axes[1].Length);
        TracedHead[] heads = [.. TracedHead.Of(_whole).Where(head => head.IsWriter)];
        for (int at = 0; at <= step; at++)
            foreach (TracedHead head in heads)
                writers.Write(at, head.WeightsAt(_whole, at));
        return writers;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
