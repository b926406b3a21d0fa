using System.Numerics;
using System.Runtime.Intrinsics.X86;

namespace NeuralMemory.Numerics;

/// <summary>
/// Lists of rows with their codes, one for each cell: blocks of 64 rows that are chained. The first block of a list may have free places.
/// To put a row in, to take it out and to change its code takes the same time however long a list is.
/// </summary>
public sealed unsafe class IndexCells : IDisposable
{
    private const int None = -1, Size = CodeScan.Block;
    private int[] _first = [], _counts = [];
    private int[] _next = [], _cellOf = [], _rows = [];
    private int[] _placeOf = [];
    private NativeBuffer? _codes;
    private int _bytes, _blocks, _free;

    /// <summary>How many cells there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many bytes it takes.</summary>
    public long Bytes =>
        sizeof(int) * ((long)_first.Length + _counts.Length + _next.Length + _cellOf.Length + _rows.Length + _placeOf.Length)
        + sizeof(Real) * (_codes?.Length ?? 0);

    /// <summary>The row at each place.</summary>
    public ReadOnlySpan<int> Rows => _rows;

    /// <summary>How many rows a cell has.</summary>
    public int CountOf(int cell) => _counts[cell];

    /// <summary>The cell of a row; -1 for none.</summary>
    public int CellOf(int row) => row < _placeOf.Length && _placeOf[row] is var place && place != 0 ? _cellOf[(place - 1) / Size] : None;

    /// <summary>Empty lists.</summary>
    /// <param name="cells">How many.</param>
    /// <param name="bytes">How many bytes a code has.</param>
    public void Begin(int cells, int bytes)
    {
        if (bytes != _bytes)
            Forget();
        (Count, _bytes, _blocks, _free) = (cells, bytes, 0, None);
        if (_first.Length < cells)
            (_first, _counts) = (new int[cells], new int[cells]);
        Array.Fill(_first, None);
        Array.Clear(_counts);
        Array.Clear(_placeOf);
    }

    /// <summary>Puts in a row that has no place.</summary>
    public void Add(int row, int cell, byte* code)
    {
        int within = _counts[cell]++ % Size;
        if (within == 0)
            _first[cell] = TakeBlock(cell);
        Put(row, _first[cell] * Size + within, code);
    }

    /// <summary>
    /// Makes blocks that lie behind one another, in the order in which they are gone through, for the first rows of an empty cell.
    /// </summary>
    /// <param name="cell">The cell.</param>
    /// <param name="count">How many rows it gets: each is then to be put at a place.</param>
    /// <returns>The place of the first row; of another one it is <see cref="PlaceOf"/>.</returns>
    public int Reserve(int cell, int count)
    {
        int blocks = (count + Size - 1) / Size;
        for (int i = blocks - 1; i >= 0; i--)
        {
            while (_blocks + i >= _next.Length)
                Grow();
            (_next[_blocks + i], _cellOf[_blocks + i]) = (_first[cell], cell);
            _first[cell] = _blocks + i;
        }

        _counts[cell] = count;
        _blocks += blocks;
        return _first[cell] * Size;
    }

    /// <summary>The place of one of the rows that a place was reserved for.</summary>
    /// <param name="first">The place of the first.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="row">Which one.</param>
    public static int PlaceOf(int first, int count, int row)
    {
        int inFirst = (count - 1) % Size + 1;
        return row < inFirst ? first + row : first + Size + row - inFirst;
    }

    /// <summary>Puts a row at a place.</summary>
    public void Put(int row, int place, byte* code)
    {
        while (row >= _placeOf.Length)
            Array.Resize(ref _placeOf, Math.Max(1024, 2 * _placeOf.Length));
        _rows[place] = row;
        _placeOf[row] = place + 1;
        SetCode(place, code);
    }

    /// <summary>Takes a row out, if it has a place.</summary>
    public void Remove(int row)
    {
        int cell = CellOf(row);
        if (cell == None)
            return;
        int place = _placeOf[row] - 1, block = _first[cell], within = --_counts[cell] % Size, last = block * Size + within;
        _placeOf[row] = 0;
        if (place != last)
        {
            _rows[place] = _rows[last];
            _placeOf[_rows[place]] = place + 1;
            byte* from = CodeAt(last), to = CodeAt(place);
            for (int i = 0; i < _bytes; i++)
                to[i * Size] = from[i * Size];
        }

        if (within > 0)
            return;
        _first[cell] = _next[block];
        (_next[block], _free) = (_free, block);
    }

    /// <summary>Changes the code of a row that has a place.</summary>
    public void Change(int row, byte* code) => SetCode(_placeOf[row] - 1, code);

    /// <summary>The first block of a cell; -1 for none.</summary>
    public int First(int cell) => _first[cell];

    /// <summary>The block after another one; -1 after the last.</summary>
    public int Next(int block) => _next[block];

    /// <summary>Has a block come into the cache while others are gone through.</summary>
    public void Fetch(int block)
    {
        if (!Sse.IsSupported)
            return;
        byte* codes = CodeAt(block * Size);
        for (int i = 0; i < _bytes * Size; i += NativeBuffer.Alignment)
            Sse.Prefetch0(codes + i);
    }

    /// <summary>Offers the places of a block whose sums are high enough.</summary>
    /// <param name="block">The block.</param>
    /// <param name="tables">The key's tables.</param>
    /// <param name="offset">What is to be added to the sums.</param>
    /// <param name="candidates">Receives them.</param>
    public void Scan(int block, byte* tables, int offset, Candidates candidates)
    {
        int least = candidates.Least - offset;
        if (least > ushort.MaxValue)
            return;
        ushort* sums = stackalloc ushort[Size];
        ulong reach = CodeScan.Sum(CodeAt(block * Size), tables, _bytes, sums, (ushort)Math.Max(least, 0));
        if (reach == 0)
            return;
        int cell = _cellOf[block], count = block == _first[cell] ? (_counts[cell] - 1) % Size + 1 : Size;
        for (; reach != 0; reach &= reach - 1)
        {
            int at = BitOperations.TrailingZeroCount(reach), word = at < Size / 2 ? 2 * at : 2 * at - Size + 1;
            if (word < count && sums[at] + offset >= candidates.Least)
                candidates.Offer(sums[at] + offset, block * Size + word);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _codes?.Dispose();

    private void SetCode(int place, byte* code)
    {
        byte* to = CodeAt(place);
        for (int i = 0; i < _bytes; i++)
            to[i * Size] = code[i];
    }

    /// <summary>The first byte of the code at a place; the next ones follow 64 bytes apart.</summary>
    private byte* CodeAt(int place) => (byte*)_codes!.Pointer + (long)(place / Size) * Size * _bytes + place % Size;

    private int TakeBlock(int cell)
    {
        int block = _free;
        if (block != None)
            _free = _next[block];
        else
            block = _blocks++;
        if (block >= _next.Length)
            Grow();
        (_next[block], _cellOf[block]) = (_first[cell], cell);
        return block;
    }

    /// <summary>Gives back blocks that are made for codes of another size.</summary>
    private void Forget()
    {
        _codes?.Dispose();
        (_codes, _next, _cellOf, _rows) = (null, [], [], []);
    }

    private void Grow()
    {
        int capacity = Math.Max(64, 2 * _next.Length);
        Array.Resize(ref _next, capacity);
        Array.Resize(ref _cellOf, capacity);
        Array.Resize(ref _rows, capacity * Size);
        var larger = new NativeBuffer(((long)capacity * Size * _bytes + sizeof(Real) - 1) / sizeof(Real));
        if (_codes is { } smaller)
        {
            long bytes = Math.Min(smaller.Length, larger.Length) * sizeof(Real);
            Buffer.MemoryCopy(smaller.Pointer, larger.Pointer, bytes, bytes);
            smaller.Dispose();
        }

        _codes = larger;
    }
}
