using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace NeuralMemory.Numerics;

/// <summary>
/// Finds rows that look like a key among very many, without looking at all: an inverted file (Jégou, Douze and Schmid 2011). Rows lie in
/// cells about centers; the cells whose centers look most like the key are gone through by codes of two bits a number, until little that
/// counts is to be expected in the others, and the best of that is compared exactly. A row that is written is put where it belongs at
/// once. When the memory has grown by half, or as many rows have moved as there are, the centers are found anew, so that what this costs
/// a write is bounded on the average. What is found depends on the rows and on what happened to them, and on nothing else.
/// </summary>
public sealed unsafe partial class SlotIndex : IDisposable
{
    private const int RowsOfCell = 400, SamplesOfCell = 64, Compared = 256, Examples = 4096;
    private const Real MostOffset = 1 << 24;

    /// <summary>Of n rows the codes of so many times the root of n are looked at, at most.</summary>
    private const double Looked = 300;

    /// <summary>Which share of the wanted rows may be left where nobody looks, as far as is to be expected.</summary>
    private const double Missed = 0.1;

    private const int FirstLook = 24, Ahead = 6;

    private readonly IndexCenters _centers = new();
    private readonly IndexCells _cells = new();
    private readonly IndexCodes _codes = new();
    private readonly WordRows _words;
    private readonly Candidates _candidates = new();
    private readonly CellOrder _order = new();
    private readonly WordRows _sample = new(), _rests = new();
    private int[] _found = [], _places = [];
    private Real[] _variances = [];
    private Real _leastProduct, _centerLength;
    private int _exhaustive, _builtRows, _changes;

    /// <param name="words">The rows.</param>
    public SlotIndex(WordRows words) => _words = words;

    /// <summary>Whether there is an index; if not, all rows are to be compared.</summary>
    public bool IsBuilt => _builtRows > 0;

    /// <summary>How many numbers would fill the memory that is held.</summary>
    public long Capacity => _centers.Capacity + _sample.Capacity + _rests.Capacity + _cells.Bytes / sizeof(Real) + 1;

    /// <summary>Forgets everything.</summary>
    /// <param name="exhaustive">Up to so many rows there is no index.</param>
    public void Begin(int exhaustive) => (_exhaustive, _builtRows, _changes) = (exhaustive, 0, 0);

    /// <summary>A row has been written: it is put where it belongs now.</summary>
    public void Written(int row)
    {
        if (!IsBuilt && _words.Count <= _exhaustive)
            return;
        if (!IsBuilt || _words.Count - _builtRows >= _builtRows / 2 || _changes >= _builtRows)
            Build();
        else
            Place(row);
    }

    /// <summary>The rows that may look like a key.</summary>
    /// <param name="key">[W] filled up with zeros.</param>
    /// <param name="least">How many are wanted at least.</param>
    public ReadOnlySpan<int> Find(Real* key, int least)
    {
        int wanted = Math.Max(Compared, 4 * least);
        if (_found.Length < wanted)
            _found = new int[wanted];
        byte* tables = stackalloc byte[_codes.TableBytes];
        Real factor = _codes.Tabulate(key, tables, out Real constant);
        _order.Sort(_centers.Products(key), _cells, (int)(Looked * Math.Sqrt(_words.Count)));
        ReadOnlySpan<int> cells = _order.Cells;
        Real scale = factor * _centerLength, spread = factor * SpreadOf(key);
        int highest = OffsetOf(_order.Highest, scale);
        _candidates.Begin(wanted, OffsetOf(_order.Lowest, scale), highest + ushort.MaxValue);
        int end = cells.Length, look = FirstLook, ahead = 0, fetched = _cells.First(cells[0]);
        for (int i = 0; i < Ahead; i++)
            Fetch(cells, ref ahead, ref fetched);
        for (int i = 0; i < end; i++)
        {
            if (i == look)
            {
                // What has been found says how good the rest must be. It does so better and better, and less and less often.
                end = Math.Min(end, _order.EndOf((_candidates.Reached(least) - constant) / scale, spread / scale, Missed * least));
                look *= 3;
            }

            int offset = OffsetOf(_order.ProductOf(cells[i]), scale);
            for (int block = _cells.First(cells[i]); block >= 0; block = _cells.Next(block))
            {
                Fetch(cells, ref ahead, ref fetched);
                _cells.Scan(block, tables, offset, _candidates);
            }
        }

        int count = _candidates.Take(_cells.Rows, _found);
        for (int i = 0; i < count; i++)
            Touch(_words[_found[i]]);
        return _found.AsSpan(0, count);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _centers.Dispose();
        _cells.Dispose();
        _sample.Dispose();
        _rests.Dispose();
    }

    /// <summary>Has the block come into the cache that is gone through some blocks later.</summary>
    private void Fetch(ReadOnlySpan<int> cells, ref int cell, ref int block)
    {
        while (block < 0 && ++cell < cells.Length)
            block = _cells.First(cells[cell]);
        if (block < 0)
            return;
        _cells.Fetch(block);
        block = _cells.Next(block);
    }

    /// <summary>What a cell's rows have in common of their product with a key, in the units of the tables.</summary>
    private static int OffsetOf(Real product, Real factor) => (int)Real.Clamp(product * factor, -MostOffset, MostOffset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Touch(Real* word)
    {
        if (!Sse.IsSupported)
            return;
        for (int i = 0; i < _words.Stride; i += NativeBuffer.Alignment / sizeof(Real))
            Sse.Prefetch0(word + i);
    }

    /// <summary>How far the products of a key with what rows have beside their centers lie about 0.</summary>
    private Real SpreadOf(Real* key)
    {
        Real sum = 0;
        for (int i = 0; i < _variances.Length; i++)
            sum += key[i] * key[i] * _variances[i];
        return Real.Sqrt(sum);
    }

    /// <summary>A row stays where it is as long as it looks like its center as most rows do, or has none that is nearer.</summary>
    private void Place(int row)
    {
        Real* word = _words[row];
        int cell = _cells.CellOf(row), belongs = cell;
        if (cell < 0 || !(RowKernels.Dot(word, _centers[cell], _words.Stride) * InverseOf(word) >= _leastProduct))
            belongs = _centers.Nearest(word);
        byte* code = stackalloc byte[_codes.Bytes];
        Encode(word, belongs, code);
        if (belongs == cell)
        {
            _cells.Change(row, code);
            return;
        }

        _cells.Remove(row);
        _cells.Add(row, belongs, code);
        _changes++;
    }

    /// <summary>The code of a row: of what it has beside its center.</summary>
    private void Encode(Real* word, int cell, byte* code)
    {
        Real* rest = stackalloc Real[_words.Stride];
        Rest(word, InverseOf(word), cell, rest);
        _codes.Encode(rest, code);
    }

    /// <summary>
    /// One over the length of a word as it stands: of rows that are written together, not all have been said to be when centers are found.
    /// </summary>
    private Real InverseOf(Real* word) => SparseSlots.InverseLength(word, _words.Stride);

    private void Rest(Real* word, Real inverse, int cell, Real* rest)
    {
        Elementwise.Scale(inverse, word, rest, _words.Stride);
        Elementwise.AddScaled(-_centerLength, _centers[cell], rest, _words.Stride);
    }

    /// <summary>Puts all rows in their places, those of a cell one after another.</summary>
    private void Fill()
    {
        int rows = _words.Count, cells = _cells.Count;
        if (_places.Length < rows)
            _places = new int[rows];
        var counts = new int[cells + 1];
        for (int row = 0; row < rows; row++)
        {
            _places[row] = _centers.Nearest(_words[row]);
            counts[_places[row] + 1]++;
        }

        for (int cell = 0; cell < cells; cell++)
            counts[cell + 1] += counts[cell];
        int[] order = new int[rows];
        for (int row = 0; row < rows; row++)
            order[counts[_places[row]]++] = row;
        byte* code = stackalloc byte[_codes.Bytes];
        for (int cell = 0, from = 0; cell < cells; from = counts[cell++])
        {
            int count = counts[cell] - from, first = count > 0 ? _cells.Reserve(cell, count) : 0;
            for (int i = 0; i < count; i++)
            {
                int row = order[from + i];
                Encode(_words[row], cell, code);
                _cells.Put(row, IndexCells.PlaceOf(first, count, i), code);
            }
        }
    }

    /// <summary>Finds centers and codes anew, and puts all rows in their places.</summary>
    private void Build()
    {
        int rows = _words.Count, groups = Math.Max(1, (int)Math.Sqrt((double)rows / RowsOfCell));
        int wanted = Math.Min(rows, groups * groups * SamplesOfCell);
        _sample.Begin(_words.Width);
        for (int i = 0; i < wanted; i++)
        {
            Real* word = _words[(int)((long)i * rows / wanted)];
            Elementwise.Scale(InverseOf(word), word, _sample.Add(), _words.Width);
        }

        _centers.Learn(_sample, groups, groups);
        LearnCodes();
        _cells.Begin(_centers.Count, _codes.Bytes);
        _order.Begin(_words.Width);
        Fill();
        (_builtRows, _changes) = (rows, 0);
    }

    /// <summary>
    /// Learns from examples how much rows have of their centers, on the average and at the least but for a few, and what they have beside.
    /// </summary>
    private void LearnCodes()
    {
        int count = Math.Min(_sample.Count, Examples);
        if (_places.Length < count)
            _places = new int[count];
        double sum = 0, squares = 0;
        for (int i = 0; i < count; i++)
        {
            Real* word = Example(i, count);
            _places[i] = _centers.Nearest(word);
            double product = RowKernels.Dot(word, _centers[_places[i]], _sample.Stride);
            sum += product;
            squares += product * product;
        }

        double mean = sum / count;
        _centerLength = (Real)mean;
        _leastProduct = (Real)(mean - 2 * Math.Sqrt(Math.Max(0, squares / count - mean * mean)));
        _rests.Begin(_words.Width);
        for (int i = 0; i < count; i++)
            Rest(Example(i, count), 1, _places[i], _rests.Add());
        _codes.Begin(_words.Width);
        _codes.Learn(_rests);
        if (_variances.Length != _words.Width)
            _variances = new Real[_words.Width];
        for (int i = 0; i < _variances.Length; i++)
        {
            double squared = 0;
            for (int row = 0; row < count; row++)
                squared += (double)_rests[row][i] * _rests[row][i];
            _variances[i] = (Real)(squared / count);
        }
    }

    private Real* Example(int i, int of) => _sample[(int)((long)i * _sample.Count / of)];
}
