namespace NeuralMemory.Numerics;

/// <summary>
/// The rows with the highest sums of those whose places were offered, of equal sums the lower rows: the same whatever the order in which
/// they come. A histogram tells at any time which sum a place must reach to be among them.
/// </summary>
public sealed class Candidates
{
    private const int Buckets = 2048;
    private readonly int[] _histogram = new int[Buckets];
    private ulong[] _keys = new ulong[Buckets];
    private int _most, _count, _lowest, _shift, _bucket, _reaching;

    /// <summary>The sum that a place must reach to be kept.</summary>
    public int Least => _lowest + (_bucket << _shift);

    /// <summary>The sum that some of the best reach, roughly from below; the lowest where there are not so many.</summary>
    public int Reached(int best)
    {
        int bucket = Buckets - 1;
        for (int sum = _histogram[bucket]; sum < best && bucket > _bucket; sum += _histogram[bucket])
            bucket--;
        return _lowest + (bucket << _shift);
    }

    /// <summary>Begins anew.</summary>
    /// <param name="most">How many rows are wanted.</param>
    /// <param name="lowest">No sum is lower.</param>
    /// <param name="highest">No sum is higher.</param>
    public void Begin(int most, int lowest, int highest)
    {
        (_most, _count, _lowest, _shift, _bucket, _reaching) = (most, 0, lowest, 0, 0, 0);
        while ((highest - lowest) >> _shift >= Buckets)
            _shift++;
        Array.Clear(_histogram);
    }

    /// <summary>Offers a place whose sum reaches <see cref="Least"/>.</summary>
    public void Offer(int sum, int place)
    {
        if (_count == _keys.Length)
            MakeRoom();
        // Sums are at most 2^31 apart, and so is what lies above the lowest.
        int above = sum - _lowest;
        _keys[_count++] = KeyOf((ulong)(uint)above << 32, place);
        _histogram[above >> _shift]++;
        _reaching++;
        while (_reaching - _histogram[_bucket] >= _most)
            _reaching -= _histogram[_bucket++];
    }

    /// <summary>The rows that are left, in any order.</summary>
    /// <param name="rowAt">The row at each place: looked at here alone, because it lies far off.</param>
    /// <param name="rows">Receives them: at most as many as are wanted.</param>
    /// <returns>How many there are.</returns>
    public int Take(ReadOnlySpan<int> rowAt, Span<int> rows)
    {
        Forget();
        for (int i = 0; i < _count; i++)
            _keys[i] = KeyOf(_keys[i], rowAt[NumberOf(_keys[i])]);
        if (_count > _most)
            Choose();
        for (int i = 0; i < _count; i++)
            rows[i] = NumberOf(_keys[i]);
        return _count;
    }

    private static ulong KeyOf(ulong sum, int number) => (sum & ~(ulong)uint.MaxValue) | ~(uint)number;

    private static int NumberOf(ulong key) => (int)~(uint)key;

    private void MakeRoom()
    {
        Forget();
        if (_count > _keys.Length / 2)
            Array.Resize(ref _keys, 2 * _keys.Length);
    }

    /// <summary>Throws out what is surely not among the best.</summary>
    private void Forget()
    {
        int kept = 0;
        ulong least = (ulong)(uint)(_bucket << _shift) << 32;
        ulong[] keys = _keys;
        // Without a branch: which are kept is like a toss.
        for (int i = 0; i < _count; i++)
        {
            ulong key = keys[i];
            keys[kept] = key;
            kept += key >= least ? 1 : 0;
        }

        _count = kept;
    }

    /// <summary>Brings the best to the front, and forgets the others.</summary>
    private void Choose()
    {
        Span<ulong> keys = _keys.AsSpan(0, _count);
        int from = 0, to = keys.Length - 1;
        while (from < to)
        {
            ulong pivot = MiddleOf(keys[from], keys[(from + to) / 2], keys[to]);
            int i = from, j = to;
            while (i <= j)
            {
                while (keys[i] > pivot)
                    i++;
                while (keys[j] < pivot)
                    j--;
                if (i <= j)
                    (keys[i], keys[j], i, j) = (keys[j], keys[i], i + 1, j - 1);
            }

            if (_most - 1 <= j)
                to = j;
            else if (_most - 1 >= i)
                from = i;
            else
                break;
        }

        _count = _most;
    }

    private static ulong MiddleOf(ulong a, ulong b, ulong c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
