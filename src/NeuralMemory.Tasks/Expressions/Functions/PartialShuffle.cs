using NeuralMemory.Numerics;

namespace NeuralMemory.Tasks;

/// <summary>
/// Draws integers without replacement: the first steps of Fisher and Yates' shuffle of 0, 1, ..., of which only the places that were
/// touched are kept, so that few can be drawn from many.
/// </summary>
internal sealed class PartialShuffle
{
    private readonly Dictionary<int, int> _moved = [];
    private int _next, _count;

    /// <summary>Begins anew, with the integers 0 to <paramref name="count"/> - 1.</summary>
    public void Begin(int count)
    {
        _moved.Clear();
        (_next, _count) = (0, count);
    }

    /// <summary>An integer that was not drawn yet, each of those left equally likely; there must be one.</summary>
    public int Next(RandomStream random)
    {
        int chosen = random.NextInt(_next, _count - 1);
        int drawn = _moved.GetValueOrDefault(chosen, chosen);
        _moved[chosen] = _moved.GetValueOrDefault(_next, _next);
        _next++;
        return drawn;
    }
}
