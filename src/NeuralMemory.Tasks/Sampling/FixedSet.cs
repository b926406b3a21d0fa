using NeuralMemory.Numerics;

namespace NeuralMemory.Tasks;

/// <summary>
/// A fixed set of episodes, numbers 0 to size - 1, gone through again and again, each time in another random order. The order of pass p
/// comes from <c>stream.Split("order").Split(p)</c> alone, so that any place of any pass is found without those before. Episodes that share
/// what is drawn per batch stay together. Once made it allocates nothing. Not thread-safe: one for each sampler.
/// </summary>
/// <param name="size">How many episodes there are, at least 1; a multiple of <paramref name="together"/>.</param>
/// <param name="stream">The key of all episodes.</param>
/// <param name="together">How many consecutive episodes stay together, at least 1.</param>
public sealed class FixedSet(int size, StreamKey stream, int together = 1)
{
    private readonly int[] _order = new int[Groups(size, together)];
    private readonly RandomStream _random = new(stream);
    private long _pass = -1;

    /// <summary>The number of the episode that comes at a place.</summary>
    /// <param name="place">How many episodes came before, from 0 on.</param>
    public long NumberAt(long place)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(place);
        long pass = place / size;
        if (pass != _pass)
            Shuffle(pass);
        int within = (int)(place % size);
        return ((long)_order[within / together] * together) + (within % together);
    }

    private void Shuffle(long pass)
    {
        _random.Restart(stream.Split("order").Split(pass));
        for (int i = 0; i < _order.Length; i++)
        {
            int other = _random.NextInt(0, i);
            (_order[i], _order[other]) = (_order[other], i);
        }

        _pass = pass;
    }

    private static int Groups(int size, int together)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(together, 1);
        return size % together == 0 ? size / together
            : throw new ArgumentException($"{size} episodes are no whole number of groups of {together}", nameof(together));
    }
}
