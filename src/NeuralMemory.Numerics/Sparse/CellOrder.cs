namespace NeuralMemory.Numerics;

/// <summary>
/// The cells of an index in the order in which to go through them: those whose centers look most like a key first, as exactly as some
/// hundred buckets tell. Says how many rows worth finding are to be expected in those that are left.
/// </summary>
public sealed unsafe class CellOrder
{
    private const int Buckets = 512, TailSteps = 16, TailEnd = 6;
    private readonly double[] _tail = new double[2 * TailEnd * TailSteps + 1];
    private readonly int[] _rows = new int[Buckets], _starts = new int[Buckets + 1];
    private int[] _cells = [];
    private ushort[] _bucketOf = [];
    private Real* _products;
    private Real _least, _factor;
    private int _chosen, _last, _width;

    /// <summary>The cells to go through.</summary>
    public ReadOnlySpan<int> Cells => _cells.AsSpan(0, _chosen);

    /// <summary>The highest product of a key and a center; no product of a cell to go through is higher.</summary>
    public Real Highest { get; private set; }

    /// <summary>No product of a cell to go through is lower.</summary>
    public Real Lowest { get; private set; }

    /// <summary>A cell's product.</summary>
    public Real ProductOf(int cell) => _products[cell];

    /// <summary>Rows have this width.</summary>
    public void Begin(int width)
    {
        if (width == _width)
            return;
        _width = width;
        for (int i = 0; i < _tail.Length; i++)
            _tail[i] = TailOf(i / (double)TailSteps - TailEnd, width);
    }

    /// <summary>Puts cells in order.</summary>
    /// <param name="products">A key's products with their centers; to be kept until the cells have been gone through.</param>
    /// <param name="cells">The cells.</param>
    /// <param name="most">How many rows are to be gone through at most, but for those of the last bucket.</param>
    public void Sort(Real* products, IndexCells cells, int most)
    {
        int count = cells.Count;
        if (_cells.Length < count)
            (_cells, _bucketOf) = (new int[count], new ushort[count]);
        _products = products;
        Real least = products[0], highest = products[0];
        for (int cell = 1; cell < count; cell++)
            (least, highest) = (Real.Min(least, products[cell]), Real.Max(highest, products[cell]));
        _factor = highest > least ? (Buckets - 1) / (highest - least) : 0;
        (_least, Highest, Lowest) = (least, highest, least);
        Array.Clear(_rows);
        Array.Clear(_starts);
        for (int cell = 0; cell < count; cell++)
        {
            int bucket = (int)((products[cell] - least) * _factor);
            _bucketOf[cell] = (ushort)bucket;
            _rows[bucket] += cells.CountOf(cell);
            _starts[bucket]++;
        }

        // From the last bucket to the first, until there are rows enough.
        int start = 0;
        _last = Buckets;
        for (int sum = 0; _last > 0 && (sum < most || start == 0); start += _starts[_last], _starts[_last] = start - _starts[_last])
            sum += _rows[--_last];
        _chosen = start;
        for (int cell = 0; cell < count; cell++)
            if (_bucketOf[cell] >= _last)
                _cells[_starts[_bucketOf[cell]]++] = cell;
    }

    /// <summary>
    /// From which place on the cells may be left out, so that of their rows fewer than some may be expected to have a product of at least
    /// so much with the key: as if what they have beside their centers had any direction.
    /// </summary>
    /// <param name="product">The product, in the units of the centers' ones.</param>
    /// <param name="spread">The deviation, in the same units.</param>
    /// <param name="missed">How many rows may be missed.</param>
    public int EndOf(Real product, Real spread, double missed)
    {
        if (!(_factor > 0) || !(spread > 0))
            return _chosen;
        double expected = 0, deviations = (product - _least - (Real)0.5 / _factor) / spread, step = 1 / (_factor * spread);
        int bucket = 0;
        for (; bucket < Buckets; bucket++, deviations -= step)
            if (_rows[bucket] > 0 && (expected += _rows[bucket] * TailAt(deviations)) > missed)
                break;
        // Once its cells are filled in, a bucket's start is where the one below begins.
        return bucket < _last ? _chosen : bucket < Buckets ? _starts[bucket] : 0;
    }

    /// <summary>The share of products beyond so many deviations.</summary>
    private double TailAt(double deviations)
    {
        double place = (deviations + TailEnd) * TailSteps;
        return place >= _tail.Length - 1 ? 0 : place > 0 ? _tail[(int)place] : 1;
    }

    /// <summary>
    /// The share of directions in a space of W dimensions whose product with a given one lies beyond x deviations, which are 1 / root of W
    /// each. Near 0 it is like the normal distribution (Abramowitz and Stegun 1964, 26.2.17), far off it ends at the root of W.
    /// </summary>
    private static double TailOf(double x, int width)
    {
        double t = 1 / (1 + 0.2316419 * Math.Abs(x));
        double series = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        double density = Math.Exp(-x * x / 2), tail = density / Math.Sqrt(2 * Math.PI) * series;
        if (x < 0)
            return 1 - tail;
        double bounded = Math.Max(0, 1 - x * x / width);
        return tail * Math.Pow(bounded, (width - 1) / 2.0) / density;
    }
}
