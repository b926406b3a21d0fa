namespace NeuralMemory.Numerics;

/// <summary>Rows of numbers that go around in a circle; the first may be given apart, as one that is about to be written.</summary>
public static unsafe class CircleKernels
{
    /// <summary>An offset as the same place around the circle, from 0 to below <paramref name="count"/>.</summary>
    public static int Wrap(int offset, int count)
    {
        int wrapped = offset % count;
        return wrapped < 0 ? wrapped + count : wrapped;
    }

    /// <summary>destination[i] += scale * source[i + offset], around the circle.</summary>
    /// <param name="scale">The factor.</param>
    /// <param name="source">[count]</param>
    /// <param name="first">What stands for the first of <paramref name="source"/>.</param>
    /// <param name="offset">From 0 to below <paramref name="count"/>.</param>
    /// <param name="destination">[count]; not <paramref name="source"/> itself.</param>
    /// <param name="count">How many numbers there are.</param>
    public static void AddTurned(Real scale, Real* source, Real first, int offset, Real* destination, int count)
    {
        int at = offset == 0 ? 0 : count - offset;
        Elementwise.AddScaled(scale, source + 1, destination + at + 1, count - at - 1);
        destination[at] = Real.FusedMultiplyAdd(scale, first, destination[at]);
        if (at > 0)
            Elementwise.AddScaled(scale, source + offset, destination, at);
    }

    /// <summary>The sum of a[i] * b[i + offset], around the circle.</summary>
    /// <param name="a">[count]</param>
    /// <param name="b">[count]</param>
    /// <param name="first">What stands for the first of <paramref name="b"/>.</param>
    /// <param name="offset">From 0 to below <paramref name="count"/>.</param>
    /// <param name="count">How many numbers there are.</param>
    public static Real DotTurned(Real* a, Real* b, Real first, int offset, int count)
    {
        int at = offset == 0 ? 0 : count - offset;
        return a[at] * first + Elementwise.Dot(a + at + 1, b + 1, count - at - 1) + (at > 0 ? Elementwise.Dot(a, b + offset, at) : 0);
    }
}
