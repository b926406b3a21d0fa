using NeuralMemory.Results;

namespace NeuralMemory.Experiments;

/// <summary>The windows that were asked for last.</summary>
/// <param name="most">How many are kept.</param>
internal sealed class RecentWindows(int most)
{
    // The last one stands first.
    private readonly LinkedList<(int First, int Steps, IReadOnlyList<TracedQuantity> Quantities)> _windows = new();

    /// <summary>All that is kept.</summary>
    public IEnumerable<TracedQuantity> Quantities => _windows.SelectMany(window => window.Quantities);

    /// <summary>A window, computed if it is not kept.</summary>
    public IReadOnlyList<TracedQuantity> Get(int first, int steps, Func<IReadOnlyList<TracedQuantity>> compute)
    {
        for (var node = _windows.First; node is not null; node = node.Next)
            if (node.Value.First == first && node.Value.Steps == steps)
            {
                _windows.Remove(node);
                _windows.AddFirst(node);
                return node.Value.Quantities;
            }

        // Its room first, so that there are never more.
        while (_windows.Count >= most)
            _windows.RemoveLast();
        IReadOnlyList<TracedQuantity> quantities = compute();
        _windows.AddFirst((first, steps, quantities));
        return quantities;
    }
}
