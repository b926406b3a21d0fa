namespace NeuralMemory.Numerics.Tests;

/// <summary>A memory of which few slots are touched against one that has them all, told step by step.</summary>
public sealed unsafe class SparseSlotsTests
{
    private const int Width = 5;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(40)]
    public void It_is_the_memory_that_has_all_slots(int slots)
    {
        var stream = new RandomStream(StreamKey.FromSeed(slots));
        using var memory = new SparseSlots();
        var plain = new PlainMemory(slots, Width);
        memory.Begin(slots, Width, int.MaxValue);
        for (int step = 0; step < 200; step++)
        {
            Step(memory, plain, stream);
            Compare(memory, plain, stream);
        }
    }

    [Fact]
    public void It_goes_on_elsewhere_as_if_nothing_had_happened()
    {
        const int slots = 30;
        var stream = new RandomStream(StreamKey.FromSeed(3));
        using SparseSlots one = new(), other = new();
        var plain = new PlainMemory(slots, Width);
        one.Begin(slots, Width, int.MaxValue);
        for (int step = 0; step < 25; step++)
            Step(one, plain, stream);
        var numbers = new Real[one.StateCount * SparseSlots.StateWidth(Width)];
        fixed (Real* state = numbers)
        {
            one.Save(state);
            other.Load(state, slots, Width, int.MaxValue);
        }

        for (int step = 0; step < 50; step++)
        {
            Step(other, plain, stream);
            Compare(other, plain, stream);
        }
    }

    [Fact]
    public void What_was_begun_anew_knows_nothing_of_before()
    {
        using var memory = new SparseSlots();
        for (int pass = 0; pass < 3; pass++)
        {
            var stream = new RandomStream(StreamKey.FromSeed(pass));
            int slots = 20 + pass;
            var plain = new PlainMemory(slots, Width);
            memory.Begin(slots, Width, int.MaxValue);
            for (int step = 0; step < 30; step++)
                Step(memory, plain, stream);
            Compare(memory, plain, stream);
        }
    }

    /// <summary>What is held depends on what was touched, and not on how many slots there are.</summary>
    [Fact]
    public void A_million_slots_take_what_a_thousand_take()
    {
        Assert.Equal(Capacity(1000), Capacity(1 << 20));

        static long Capacity(int slots)
        {
            using var memory = new SparseSlots();
            memory.Begin(slots, Width, int.MaxValue);
            Real* word = stackalloc Real[Width];
            new Span<Real>(word, Width).Fill(1);
            for (int slot = 0; slot < 500; slot++)
            {
                memory.Add(slot, 1, word);
                memory.Written(slot);
                memory.BeginStep();
                memory.Use(slot);
            }

            return memory.Capacity;
        }
    }

    /// <summary>Erases the least recently used slots, adds to some, and uses some.</summary>
    private static void Step(SparseSlots memory, PlainMemory plain, RandomStream stream)
    {
        int slots = plain.Slots;
        Real* word = stackalloc Real[Width];
        for (int i = 0; i < Width; i++)
            word[i] = (Real)stream.NextGaussian();
        int least = 0;
        memory.LeastUsed(1, &least);
        int added = stream.NextInt(0, slots - 1);
        memory.Erase(least);
        memory.Add(least, (Real)0.75, word);
        memory.Add(added, (Real)0.5, word);
        memory.Written(least);
        memory.Written(added);
        plain.Erase(least);
        plain.Add(least, (Real)0.75, word);
        plain.Add(added, (Real)0.5, word);
        memory.BeginStep();
        int[] used = [.. new[] { least, added, stream.NextInt(0, slots - 1) }.Distinct().Order()];
        foreach (int slot in used)
            memory.Use(slot);
        plain.Use(used);
    }

    private static void Compare(SparseSlots memory, PlainMemory plain, RandomStream stream)
    {
        int slots = plain.Slots, most = Math.Min(4, slots);
        Assert.Equal(plain.LeastUsed(3), LeastUsed(memory, 3));
        Real* key = stackalloc Real[memory.Stride], scores = stackalloc Real[most];
        int* found = stackalloc int[most], rows = stackalloc int[most];
        new Span<Real>(key, memory.Stride).Clear();
        for (int i = 0; i < Width; i++)
            key[i] = (Real)stream.NextGaussian();
        memory.Find(key, most, scores, found, rows);
        (int Slot, double Score)[] expected = plain.Best(key, most);
        for (int i = 0; i < most; i++)
        {
            Assert.Equal(expected[i].Score, scores[i], 1e-4);
            Assert.Equal(expected[i].Score, plain.Score(key, found[i]), 1e-4);
            Assert.Equal(memory.RowOf(found[i]), rows[i]);
        }

        for (int slot = 0; slot < slots; slot++)
            Assert.Equal(plain.SinceUse(slot), memory.SinceUse(slot));
    }

    private static int[] LeastUsed(SparseSlots memory, int count)
    {
        int* slots = stackalloc int[count];
        memory.LeastUsed(count, slots);
        return new Span<int>(slots, count).ToArray();
    }

    /// <summary>The same with every slot.</summary>
    private sealed class PlainMemory(int slots, int width)
    {
        private readonly double[][] _words = [.. Enumerable.Range(0, slots).Select(_ => new double[width])];
        private readonly int[] _lastUse = [.. Enumerable.Range(0, slots).Select(slot => slot - slots)];
        private int _time;

        public int Slots => slots;

        public void Erase(int slot) => Array.Clear(_words[slot]);

        public void Add(int slot, Real weight, Real* word)
        {
            for (int i = 0; i < width; i++)
                _words[slot][i] += (double)weight * word[i];
        }

        public void Use(int[] used)
        {
            _time++;
            foreach (int slot in used)
                _lastUse[slot] = _time;
        }

        public int SinceUse(int slot) => _lastUse[slot] - _time;

        public int[] LeastUsed(int count)
        {
            int[] order = [.. Enumerable.Range(0, slots).OrderBy(slot => _lastUse[slot]).ThenBy(slot => slot)];
            return [.. Enumerable.Range(0, count).Select(i => order[Math.Min(i, slots - 1)])];
        }

        public double Score(Real* key, int slot)
        {
            double dot = 0, square = 0;
            for (int i = 0; i < width; i++)
            {
                dot += key[i] * _words[slot][i];
                square += _words[slot][i] * _words[slot][i];
            }

            return dot / Math.Sqrt(square + 1e-6);
        }

        public (int Slot, double Score)[] Best(Real* key, int most)
        {
            var all = new (int Slot, double Score)[slots];
            for (int slot = 0; slot < slots; slot++)
                all[slot] = (slot, Score(key, slot));
            return [.. all.OrderByDescending(each => each.Score).ThenBy(each => each.Slot).Take(most)];
        }
    }
}
