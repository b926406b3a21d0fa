using NeuralMemory.Results;

namespace NeuralMemory.Web;

/// <summary>What heads are told that can be held at a value of its own.</summary>
internal static class Clamping
{
    private static readonly string[] Signals =
    [
        "heads/gates", "heads/strengths", "heads/sharpening", "write/gates", "write/allocation-gates", "read/free-gates", "write/strengths",
        "read/strengths",
    ];

    /// <summary>What of a machine can be held, by its trace.</summary>
    public static IReadOnlyList<Clampable> Of(EpisodeTrace trace) =>
    [
        .. from name in Signals
           let quantity = trace.Find(name)
           where quantity is { Axes.Count: 1 }
           select new Clampable(name, quantity.Title, NamesOf(quantity.Axes[0]), quantity.Low, quantity.High),
    ];

    private static IReadOnlyList<string> NamesOf(TracedAxis axis) =>
        axis.Labels ?? [.. Enumerable.Range(0, axis.Length).Select(place => FormattableString.Invariant($"{axis.Name} {place}"))];
}
