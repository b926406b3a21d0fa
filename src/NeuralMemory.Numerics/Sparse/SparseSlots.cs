namespace NeuralMemory.Numerics;

/// <summary>
/// The memory of one sequence, of N slots of W numbers that are zero at first: a row for each slot that was written or used, in the order
/// in which they first were, changed in place. All others are alike and have none, so that neither memory nor time depends on N. Knows in
/// which order slots were used, and finds those that look like a key.
/// </summary>
public sealed unsafe partial class SparseSlots : IDisposable
{
    /// <summary>e of the cosine: key . word / sqrt((key . key + e)(word . word + e)).</summary>
    public const Real Epsilon = (Real)1e-6;

    private readonly SlotMap _map = new();
    private readonly WordRows _words = new();
    private readonly UsageOrder _usage = new();
    private readonly SlotIndex _index;
    private NativeBuffer _inverses = new(64), _scores = new(64);
    private int _firstBlank, _firstUnused;

    /// <summary>A memory without slots; <see cref="Begin"/> gives it some.</summary>
    public SparseSlots() => _index = new(_words);

    /// <summary>N.</summary>
    public int Slots { get; private set; }

    /// <summary>W.</summary>
    public int Width => _words.Width;

    /// <summary>How many numbers lie between a row and the next: W, filled up to whole vectors.</summary>
    public int Stride => _words.Stride;

    /// <summary>How many slots have a row.</summary>
    public int Count => _map.Count;

    /// <summary>The slots that have a row, by their rows.</summary>
    public ReadOnlySpan<int> RowSlots => _map.Slots;

    /// <summary>How many numbers would fill the memory that is held.</summary>
    public long Capacity =>
        _words.Capacity + _inverses.Length + _scores.Length + _index.Capacity
        + (_map.Bytes + _usage.Bytes + sizeof(Real) - 1) / sizeof(Real);

    /// <summary>Forgets everything: all slots are zeros again, and were never used.</summary>
    /// <param name="slots">N.</param>
    /// <param name="width">W.</param>
    /// <param name="exhaustive">Up to so many rows look-ups compare all of them; beyond, an index says with which to compare.</param>
    public void Begin(int slots, int width, int exhaustive)
    {
        Slots = slots;
        _map.Clear();
        _words.Begin(width);
        _usage.Begin();
        _index.Begin(exhaustive);
        (_firstBlank, _firstUnused) = (0, 0);
    }

    /// <summary>The row of a slot; -1 where it has none, so that it is all zeros and was never used.</summary>
    public int RowOf(int slot) => _map.RowOf(slot);

    /// <summary>The numbers of a row, to be read, until a slot gets one.</summary>
    public Real* Word(int row) => _words[row];

    /// <summary>1 / sqrt(word . word + e) of a row.</summary>
    public Real InverseLength(int row) => _inverses.Pointer[row];

    /// <summary>The same of a word.</summary>
    internal static Real InverseLength(Real* word, int stride) => 1 / Real.Sqrt(RowKernels.Dot(word, word, stride) + Epsilon);

    /// <summary>How many steps ago a slot was used, as a number from 0 down; a slot that never was comes before all that were.</summary>
    public int SinceUse(int slot)
    {
        int row = _map.RowOf(slot);
        return row >= 0 && _usage.IsUsed(row) ? _usage.SinceUse(row) : slot - Slots - _usage.Time;
    }

    /// <summary>
    /// The slots that have not been used for the longest time, in this order; those that never were come first, by their numbers.
    /// </summary>
    /// <param name="count">How many are wanted; beyond N the last one again.</param>
    /// <param name="slots">Receives them.</param>
    public void LeastUsed(int count, int* slots)
    {
        while (_firstUnused < Slots && IsUsed(_firstUnused))
            _firstUnused++;
        int found = 0;
        for (int slot = _firstUnused; slot < Slots && found < count; slot++)
            if (!IsUsed(slot))
                slots[found++] = slot;
        for (int row = _usage.First; row >= 0 && found < count; row = _usage.After(row))
            slots[found++] = _map.Slots[row];
        for (; found < count; found++)
            slots[found] = slots[found - 1];
    }

    /// <summary>Sets a slot to zeros. <see cref="Written"/> must follow.</summary>
    public void Erase(int slot)
    {
        int row = _map.RowOf(slot);
        if (row >= 0)
            Elementwise.Clear(_words[row], _words.Stride);
    }

    /// <summary>Adds weight * word to a slot. <see cref="Written"/> must follow.</summary>
    public void Add(int slot, Real weight, Real* word) => Elementwise.AddScaled(weight, word, _words[TakeRow(slot)], _words.Width);

    /// <summary>Sets the numbers of a slot.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="numbers">The first of its numbers.</param>
    /// <param name="step">How far its numbers lie apart.</param>
    public void Set(int slot, Real* numbers, int step)
    {
        Real* word = _words[TakeRow(slot)];
        for (int i = 0; i < Width; i++)
            word[i] = numbers[i * step];
        Written(slot);
    }

    /// <summary>A slot has been erased or added to.</summary>
    public void Written(int slot)
    {
        int row = _map.RowOf(slot);
        if (row < 0)
            return;
        Measure(row);
        _index.Written(row);
    }

    /// <summary>A slot is used in the step that <see cref="BeginStep"/> began. Slots of a step must come in ascending order.</summary>
    public void Use(int slot)
    {
        bool isNew = _map.RowOf(slot) < 0;
        _usage.Use(TakeRow(slot));
        if (isNew)
            Written(slot);
    }

    /// <summary>A slot was last used some steps ago, later than all that were told of, or as late and has the higher number.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="sinceUse">How many steps ago, from 0 down.</param>
    public void Restore(int slot, int sinceUse) => _usage.Restore(TakeRow(slot), sinceUse);

    /// <summary>A step begins, in which slots may be used.</summary>
    public void BeginStep() => _usage.NextStep();

    /// <summary>
    /// The K slots with the highest cosines to a key, the best first; of equal ones the lower slots. Slots without a row have a cosine of
    /// 0.
    /// </summary>
    /// <param name="key">[<see cref="Stride"/>] the key, filled up with zeros.</param>
    /// <param name="most">K, at most N.</param>
    /// <param name="scores">[K] receives word . key / sqrt(word . word + e) of each.</param>
    /// <param name="slots">[K] receives the slots.</param>
    /// <param name="rows">[K] receives their rows, -1 for none.</param>
    public void Find(Real* key, int most, Real* scores, int* slots, int* rows)
    {
        var best = new BestSlots(most, scores, slots, rows);
        if (_index.IsBuilt)
            Compare(key, ref best, most);
        else
            CompareAll(key, ref best);
        while (_firstBlank < Slots && _map.RowOf(_firstBlank) >= 0)
            _firstBlank++;
        for (int slot = _firstBlank, found = 0; slot < Slots && found < most && !(best.Least > 0); slot++)
        {
            if (_map.RowOf(slot) >= 0)
                continue;
            best.Offer(0, slot, -1);
            found++;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _index.Dispose();
        _words.Dispose();
        _inverses.Dispose();
        _scores.Dispose();
    }

    /// <summary>Offers every row.</summary>
    private void CompareAll(Real* key, ref BestSlots best)
    {
        int count = _map.Count;
        Real* all = _scores.Pointer;
        if (count > 0)
            RowKernels.Dots(key, _words.Pointer, _words.Stride, count, _inverses.Pointer, all);
        ReadOnlySpan<int> slotOf = _map.Slots;
        for (int row = 0; row < count; row++)
            if (!(all[row] < best.Least))
                best.Offer(all[row], slotOf[row], row);
    }

    /// <summary>Offers the rows that the index finds.</summary>
    private void Compare(Real* key, ref BestSlots best, int most)
    {
        ReadOnlySpan<int> slotOf = _map.Slots;
        foreach (int row in _index.Find(key, most))
        {
            Real score = RowKernels.Dot(key, _words[row], _words.Stride) * _inverses.Pointer[row];
            if (!(score < best.Least))
                best.Offer(score, slotOf[row], row);
        }
    }

    private bool IsUsed(int slot) => _map.RowOf(slot) is >= 0 and var row && _usage.IsUsed(row);

    private void Measure(int row) => _inverses.Pointer[row] = InverseLength(_words[row], _words.Stride);

    /// <summary>The row of a slot, which gets one if it has none.</summary>
    private int TakeRow(int slot)
    {
        int row = _map.RowOf(slot);
        if (row >= 0)
            return row;
        row = _map.Add(slot);
        _words.Add();
        if (row >= _inverses.Length)
        {
            _inverses = Larger(_inverses);
            _scores.Dispose();
            _scores = new NativeBuffer(_inverses.Length);
        }

        _inverses.Pointer[row] = 1 / Real.Sqrt(Epsilon);
        return row;
    }

    private static NativeBuffer Larger(NativeBuffer smaller)
    {
        var larger = new NativeBuffer(2 * smaller.Length);
        long bytes = smaller.Length * sizeof(Real);
        Buffer.MemoryCopy(smaller.Pointer, larger.Pointer, bytes, bytes);
        smaller.Dispose();
        return larger;
    }
}
