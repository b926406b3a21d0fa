using System.Text;

namespace NeuralMemory.Numerics;

/// <summary>
/// The name of a random stream as a 64-bit value. Keys form a tree: every part of a program splits off a child by
/// name or index, so that what one part draws never shifts what another part draws, and episode number
/// <c>n</c> of a run can be drawn without drawing the ones before it.
/// </summary>
/// <param name="Value">The key; equal values give equal streams on every platform.</param>
public readonly record struct StreamKey(ulong Value)
{
    /// <summary>The root of the tree for a user's seed; any 64-bit integer is a valid seed.</summary>
    public static StreamKey FromSeed(long seed) => new(Mix((ulong)seed ^ 0x4E65_7572_616C_4D65UL));

    /// <summary>The child with this name, for example <c>key.Split("init").Split("controller/weight")</c>.</summary>
    public StreamKey Split(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        // FNV-1a over UTF-8: string.GetHashCode differs between processes.
        ulong hash = 0xCBF2_9CE4_8422_2325UL;
        Span<byte> utf8 = stackalloc byte[4];
        foreach (Rune rune in name.EnumerateRunes())
        {
            int count = rune.EncodeToUtf8(utf8);
            for (int i = 0; i < count; i++)
                hash = (hash ^ utf8[i]) * 0x0000_0100_0000_01B3UL;
        }

        return new(Mix(Value ^ Mix(hash)));
    }

    /// <summary>The child with this number, for example the stream of episode <paramref name="index"/>.</summary>
    public StreamKey Split(long index) => new(Mix(Value + 0x9E37_79B9_7F4A_7C15UL * ((ulong)index + 1)));

    /// <summary>The finalizer of SplitMix64 (Steele, Lea and Flood 2014): a bijection that spreads every bit.</summary>
    internal static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EBUL;
        return z ^ (z >> 31);
    }
}
