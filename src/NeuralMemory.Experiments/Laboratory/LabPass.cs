using NeuralMemory.Machines;
using NeuralMemory.Results;

namespace NeuralMemory.Experiments;

/// <summary>A machine's way through one episode, of which any part can be had.</summary>
internal abstract class LabPass : IDisposable
{
    /// <summary>What was shown, wanted and answered.</summary>
    public abstract EpisodeRecording Recording { get; }

    /// <summary>The heads; none without a memory.</summary>
    public abstract IReadOnlyList<HeadOverview> Heads { get; }

    /// <summary>How many bytes are kept.</summary>
    public abstract long HeldBytes { get; }

    /// <summary>What the machine computed in some steps, without the links between slots.</summary>
    public abstract IReadOnlyList<TracedQuantity> Window(int first, int steps);

    /// <summary>The memory after a step; null without one.</summary>
    public abstract TracedQuantity? MemoryAt(int step);

    /// <summary>Who had written each slot after a step; null without a memory.</summary>
    public abstract SlotWriters? WritersAt(int step);

    /// <summary>The links between slots after a step; none where there are no such.</summary>
    public abstract IReadOnlyList<TracedQuantity> LinksAt(int step);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Some steps of what was kept of more of them; null where one of them was not kept.</summary>
    protected static IReadOnlyList<TracedQuantity>? Cut(IReadOnlyList<TracedQuantity> whole, int first, int steps)
    {
        List<TracedQuantity> cut = [];
        foreach (TracedQuantity quantity in whole)
        {
            if (quantity.Lead != TracedQuantity.LeadOfSteps)
            {
                cut.Add(quantity);
                continue;
            }

            int row = quantity.Rows.Count == 0 ? -1 : first - quantity.Rows[0];
            int end = row + steps;
            if (row < 0 || end > quantity.Rows.Count || quantity.Rows[row] != first || quantity.Rows[end - 1] != first + steps - 1)
                return null;
            cut.Add(quantity with
            {
                Rows = [.. quantity.Rows.Skip(row).Take(steps)],
                Values = quantity.Values.Slice(row * quantity.RowLength, steps * quantity.RowLength),
            });
        }

        return cut;
    }

    /// <summary>How many bytes quantities take.</summary>
    protected static long BytesOf(IEnumerable<TracedQuantity> quantities) =>
        quantities.Sum(quantity => (long)quantity.Values.Length) * sizeof(float);

    /// <summary>Options for all of some steps.</summary>
    protected static EpisodeTraceOptions Whole(int first, int steps, bool links = false) =>
        new() { First = first, Steps = steps, NumbersOfQuantity = int.MaxValue, Links = links };

    /// <summary>Options for a window of an episode that is not kept: of the memory, which can be had by itself, its ends.</summary>
    protected static EpisodeTraceOptions Part(int first, int steps, LabLimits limits) =>
        new() { First = first, Steps = steps, NumbersOfQuantity = limits.NumbersOfQuantity, EndsOfMatrices = true };

    /// <summary>What keeps a window.</summary>
    protected static KeptTracer TracerOf(MachineConfig config, EpisodeTraceOptions options) => new(config, options, options.Steps);
}
