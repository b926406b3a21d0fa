using NeuralMemory.Machines;
using NeuralMemory.Results;

namespace NeuralMemory.Web;

/// <summary>What heads are told that can be held at a value of its own.</summary>
internal static class Clamping
{
    /// <summary>What of a machine can be held: its signals that are one number of a head.</summary>
    /// <param name="config">The machine.</param>
    /// <param name="trace">A trace of it.</param>
    public static IReadOnlyList<Clampable> Of(MachineConfig config, EpisodeTrace trace) =>
    [
        .. from signal in config.Signals
           let quantity = trace.Find(signal.Name)
           where quantity is { Axes.Count: 1 }
           orderby IsGate(quantity) descending
           select new Clampable(signal.Name, quantity.Title, NamesOf(quantity.Axes[0]), quantity.Low, quantity.High),
    ];

    /// <summary>Gates come first: holding one at 0 or 1 says what it is there for.</summary>
    private static bool IsGate(TracedQuantity quantity) => quantity is { Low: 0, High: 1 };

    private static IReadOnlyList<string> NamesOf(TracedAxis axis) =>
        axis.Labels ?? [.. Enumerable.Range(0, axis.Length).Select(place => FormattableString.Invariant($"{axis.Name} {place}"))];
}
