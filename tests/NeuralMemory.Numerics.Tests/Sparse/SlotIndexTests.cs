namespace NeuralMemory.Numerics.Tests;

/// <summary>Looking up by an index: nearly what looking at all finds, and always the same.</summary>
public sealed unsafe class SlotIndexTests
{
    private const int Width = 16, Rows = 12_000, Most = 4;

    /// <summary>Also when many words are written in one step, while the centers are found anew.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(500)]
    public void It_finds_nearly_all_of_what_looks_most_like_a_key(int writtenTogether)
    {
        using SparseSlots indexed = Filled(exhaustive: 1000, writtenTogether), exact = Filled(exhaustive: int.MaxValue);
        var stream = new RandomStream(StreamKey.FromSeed(9));
        int hits = 0, best = 0;
        const int looks = 200;
        for (int look = 0; look < looks; look++)
        {
            Real[] key = Draw(stream);
            int[] expected = Find(exact, key), found = Find(indexed, key);
            hits += found.Intersect(expected).Count();
            best += found[0] == expected[0] ? 1 : 0;
        }

        Assert.InRange(hits / (double)(looks * Most), 0.95, 1);
        Assert.InRange(best / (double)looks, 0.97, 1);
    }

    /// <summary>Slots are written anew: what stood there is found no more, and what stands there now is.</summary>
    [Fact]
    public void It_follows_what_is_written()
    {
        using SparseSlots memory = Filled(exhaustive: 1000);
        var stream = new RandomStream(StreamKey.FromSeed(5));
        for (int i = 0; i < 500; i++)
        {
            int slot = stream.NextInt(0, Rows - 1);
            Real[] word = Draw(stream);
            Write(memory, slot, word);
            Assert.Equal(slot, Find(memory, word)[0]);
        }
    }

    [Fact]
    public void Of_words_that_are_alike_the_lowest_slots_are_found()
    {
        using var memory = new SparseSlots();
        memory.Begin(1 << 20, Width, exhaustive: 100);
        Real[] word = Draw(new RandomStream(StreamKey.FromSeed(2)));
        for (int slot = 0; slot < 2000; slot++)
            Write(memory, slot, slot % 2 == 0 ? word : new Real[Width]);
        Assert.Equal([0, 2, 4, 6], Find(memory, word));
    }

    [Fact]
    public void It_goes_on_elsewhere_to_the_same_bits()
    {
        using SparseSlots one = Filled(exhaustive: 1000), other = new();
        var numbers = new Real[one.StateCount * SparseSlots.StateWidth(Width)];
        fixed (Real* state = numbers)
        {
            one.Save(state);
            other.Load(state, 1 << 20, Width, 1000);
        }

        var stream = new RandomStream(StreamKey.FromSeed(4));
        // So many that the centers are found anew on the way.
        for (int i = 0; i < 2 * Rows; i++)
        {
            int slot = stream.NextInt(0, 3 * Rows);
            Real[] word = Draw(stream);
            Write(one, slot, word);
            Write(other, slot, word);
            if (i % 100 == 0)
                Assert.Equal(Find(one, word), Find(other, word));
        }
    }

    private static SparseSlots Filled(int exhaustive, int writtenTogether = 1)
    {
        var memory = new SparseSlots();
        memory.Begin(1 << 20, Width, exhaustive);
        var stream = new RandomStream(StreamKey.FromSeed(1));
        for (int first = 0; first < Rows; first += writtenTogether)
            Write(memory, first, [.. Enumerable.Range(0, writtenTogether).Select(_ => Draw(stream))]);
        return memory;
    }

    private static Real[] Draw(RandomStream stream) => [.. Enumerable.Range(0, Width).Select(_ => (Real)stream.NextGaussian())];

    /// <summary>Writes words to slots that follow one another, in one step.</summary>
    private static void Write(SparseSlots memory, int first, params Real[][] words)
    {
        for (int i = 0; i < words.Length; i++)
        {
            memory.Erase(first + i);
            fixed (Real* numbers = words[i])
                memory.Add(first + i, 1, numbers);
        }

        memory.BeginStep();
        for (int slot = first; slot < first + words.Length; slot++)
        {
            memory.Written(slot);
            memory.Use(slot);
        }
    }

    private static int[] Find(SparseSlots memory, Real[] key)
    {
        Real* padded = stackalloc Real[memory.Stride], scores = stackalloc Real[Most];
        int* slots = stackalloc int[Most], rows = stackalloc int[Most];
        new Span<Real>(padded, memory.Stride).Clear();
        key.CopyTo(new Span<Real>(padded, Width));
        memory.Find(padded, Most, scores, slots, rows);
        return new Span<int>(slots, Most).ToArray();
    }
}
