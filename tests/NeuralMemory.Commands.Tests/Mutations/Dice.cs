using NeuralMemory.Numerics;

namespace NeuralMemory.Commands.Tests;

/// <summary>Throws that are the same everywhere for the same number.</summary>
/// <param name="number">Which throws.</param>
internal sealed class Dice(long number)
{
    private readonly RandomStream _stream = new(StreamKey.FromSeed(number));

    /// <summary>A number from 0 to below <paramref name="count"/>; 0 where that is 0.</summary>
    public int Below(int count) => (int)(_stream.NextDouble() * count);

    /// <summary>How much is changed at once: mostly one thing, so that there is something right left, now and then two or three.</summary>
    public int Changes() => Below(4) == 0 ? 2 + Below(2) : 1;

    /// <summary>One of these.</summary>
    public T Of<T>(IReadOnlyList<T> items) => items[Below(items.Count)];
}
