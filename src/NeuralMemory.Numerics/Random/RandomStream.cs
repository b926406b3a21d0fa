using System.Numerics;

namespace NeuralMemory.Numerics;

/// <summary>
/// A deterministic stream of random numbers (xoshiro256**, Blackman and Vigna 2018). The same key gives the same numbers
/// on every platform. Not thread-safe: give each thread a key of its own. Allocates nothing after construction.
/// </summary>
public sealed class RandomStream
{
    private ulong _s0, _s1, _s2, _s3;

    /// <summary>The stream of this key, from its beginning.</summary>
    public RandomStream(StreamKey key) => Restart(key);

    /// <summary>Continues as the stream of <paramref name="key"/>, from its beginning.</summary>
    public void Restart(StreamKey key)
    {
        ulong z = key.Value;
        _s0 = StreamKey.Mix(z += 0x9E37_79B9_7F4A_7C15UL);
        _s1 = StreamKey.Mix(z += 0x9E37_79B9_7F4A_7C15UL);
        _s2 = StreamKey.Mix(z += 0x9E37_79B9_7F4A_7C15UL);
        _s3 = StreamKey.Mix(z + 0x9E37_79B9_7F4A_7C15UL);
    }

    /// <summary>Where the stream stands, to come back there by <see cref="Return"/>.</summary>
    public StreamPlace Place => new(_s0, _s1, _s2, _s3);

    /// <summary>Goes back to a place of this stream, or of another.</summary>
    public void Return(StreamPlace place) => (_s0, _s1, _s2, _s3) = place;

    /// <summary>64 uniform bits.</summary>
    public ulong NextUInt64()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1), 53 random bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double NextDouble(double low, double high) => low + (high - low) * NextDouble();

    /// <summary>A uniform integer in [<paramref name="low"/>, <paramref name="high"/>], both included, without bias.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="high"/> is below <paramref name="low"/>.</exception>
    public int NextInt(int low, int high)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(high, low);
        ulong range = (ulong)((long)high - low) + 1;
        // Lemire 2019: a multiplication, and a rejection that is almost never taken.
        ulong product = (uint)(NextUInt64() >> 32) * range;
        if ((uint)product < range)
        {
            ulong threshold = (1UL << 32) % range;
            while ((uint)product < threshold)
                product = (uint)(NextUInt64() >> 32) * range;
        }

        return (int)(low + (long)(product >> 32));
    }

    /// <summary>A standard normal number (Box and Muller).</summary>
    public double NextGaussian()
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return radius * Math.Cos(2 * Math.PI * NextDouble());
    }

    /// <summary>A gamma-distributed number of scale 1 (Marsaglia and Tsang 2000).</summary>
    /// <param name="shape">The shape, above 0.</param>
    public double NextGamma(double shape)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shape);
        if (shape < 1)
            return NextGamma(shape + 1) * Math.Pow(1 - NextDouble(), 1 / shape);
        double d = shape - 1.0 / 3, c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = NextGaussian(), v = 1 + c * x;
            v *= v * v;
            if (v > 0 && Math.Log(1 - NextDouble()) < x * x / 2 + d * (1 - v + Math.Log(v)))
                return d * v;
        }
    }

    /// <summary>A beta-distributed number, from 0 to 1.</summary>
    /// <param name="first">The first shape, above 0; large values pull towards 1.</param>
    /// <param name="second">The second shape, above 0; large values pull towards 0.</param>
    public double NextBeta(double first, double second)
    {
        double a = NextGamma(first), b = NextGamma(second);
        // Two tiny shapes can underflow together; the limit of such a distribution is a coin.
        return a + b > 0 ? a / (a + b) : NextInt(0, 1);
    }

    /// <summary>Fills <paramref name="destination"/> with fair bits, each exactly 0 or 1.</summary>
    public void FillBits(Span<Real> destination)
    {
        ulong bits = 0;
        for (int i = 0; i < destination.Length; i++, bits >>= 1)
        {
            if (i % 64 == 0)
                bits = NextUInt64();
            destination[i] = bits & 1;
        }
    }

    /// <summary>
    /// Fills <paramref name="destination"/>: each number is 0 with the probability <paramref name="share"/>, to 32 bits, and
    /// <paramref name="other"/> else.
    /// </summary>
    public void FillMask(Span<Real> destination, double share, Real other)
    {
        ulong bound = (ulong)Math.Round(share * (1UL << 32)), bits = 0;
        for (int i = 0; i < destination.Length; i++, bits >>= 32)
        {
            if (i % 2 == 0)
                bits = NextUInt64();
            destination[i] = (uint)bits < bound ? 0 : other;
        }
    }

    /// <summary>
    /// Fills <paramref name="destination"/> with numbers from 0 to 1 - 2^-23, multiples of 2^-23: exact in every precision, and less than 1
    /// by so much that no product with them is rounded to its other factor.
    /// </summary>
    public void FillFractions(Span<Real> destination)
    {
        foreach (ref Real x in destination)
            x = (NextUInt64() >> 41) * (Real)(1.0 / (1 << 23));
    }

    /// <summary>Shuffles <paramref name="items"/> (Fisher and Yates); every order is equally likely.</summary>
    public void Shuffle(Span<int> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextInt(0, i);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
