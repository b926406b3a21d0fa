using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NeuralMemory.Numerics;

/// <summary>
/// Words as codes (product quantisation: Jégou, Douze and Schmid 2011): each pair of numbers is one of 16 points of a plane,
/// which k-means finds among examples. A point takes four bits, two points a byte.
/// </summary>
public sealed unsafe class IndexCodes
{
    private const int Points = 16, Rounds = 6, MostExamples = 4096;
    private Real[] _points = [];
    private readonly double[] _sums = new double[3 * Points];

    /// <summary>W.</summary>
    public int Width { get; private set; }

    /// <summary>How many bytes a code has.</summary>
    public int Bytes => (Planes + 1) / 2;

    /// <summary>How many bytes the tables of a key have, as <see cref="CodeScan"/> wants them.</summary>
    public int TableBytes => CodeScan.TableBytes * Bytes;

    /// <summary>For each pair of numbers the first numbers of its points, and then the second.</summary>
    public Span<Real> Learned => _points.AsSpan(0, 2 * Points * Planes);

    private int Planes => (Width + 1) / 2;

    /// <summary>Codes of words of this width.</summary>
    public void Begin(int width)
    {
        Width = width;
        if (_points.Length < 2 * Points * Planes)
            _points = new Real[2 * Points * Planes];
        Learned.Clear();
    }

    /// <summary>Finds points.</summary>
    /// <param name="sample">Words to learn from.</param>
    public void Learn(WordRows sample)
    {
        int count = Math.Min(sample.Count, MostExamples);
        for (int plane = 0; plane < Planes; plane++)
        {
            Span<Real> x = _points.AsSpan(2 * Points * plane, Points), y = _points.AsSpan(2 * Points * plane + Points, Points);
            for (int i = 0; i < Points; i++)
                (x[i], y[i]) = PairOf(Example(sample, i, Points), plane);
            for (int round = 0; round < Rounds; round++)
            {
                Array.Clear(_sums);
                for (int i = 0; i < count; i++)
                {
                    (Real first, Real second) = PairOf(Example(sample, i, count), plane);
                    int nearest = NearestOf(first, second, plane);
                    _sums[nearest] += first;
                    _sums[Points + nearest] += second;
                    _sums[2 * Points + nearest]++;
                }

                for (int i = 0; i < Points; i++)
                    if (_sums[2 * Points + i] is > 0 and var members)
                        (x[i], y[i]) = ((Real)(_sums[i] / members), (Real)(_sums[Points + i] / members));
            }
        }
    }

    /// <summary>The code of a word.</summary>
    /// <param name="word">[W], filled up with zeros to an even number.</param>
    /// <param name="code">[<see cref="Bytes"/>]</param>
    public void Encode(Real* word, byte* code)
    {
        for (int i = 0; i < Bytes; i++)
            code[i] = 0;
        for (int plane = 0; plane < Planes; plane++)
        {
            (Real first, Real second) = PairOf(word, plane);
            code[plane / 2] |= (byte)(NearestOf(first, second, plane) << (plane % 2 * 4));
        }
    }

    /// <summary>
    /// What each point adds to a key's product with a word, as whole numbers: their sum over a code is the product times a factor and
    /// plus a constant, the same for all words, and at most 2^16 - 1.
    /// </summary>
    /// <param name="key">[W], filled up with zeros to an even number.</param>
    /// <param name="tables">[<see cref="TableBytes"/>]</param>
    /// <param name="constant">Receives the constant.</param>
    /// <returns>The factor.</returns>
    public Real Tabulate(Real* key, byte* tables, out Real constant)
    {
        // Two entries are added within a byte.
        int bound = Math.Min(127, ushort.MaxValue / (2 * Bytes));
        Real widest = 0;
        Real* products = stackalloc Real[Points];
        for (int plane = 0; plane < Planes; plane++)
            widest = Real.Max(widest, Multiply(key, plane, products, out _));
        // Where all words lie at their centers, what is left of them says nothing.
        for (int i = 0; i < Width; i++)
            widest = Real.Max(widest, (Real)1e-5 * Real.Abs(key[i]));
        Real factor = widest > 0 && Real.IsFinite(widest) ? bound / widest : 0;
        byte* entries = stackalloc byte[Points];
        constant = 0;
        for (int plane = 0; plane < 2 * Bytes; plane++)
        {
            Real least = 0;
            if (plane < Planes)
                Multiply(key, plane, products, out least);
            constant -= least * factor;
            for (int i = 0; i < Points; i++)
                entries[i] = plane < Planes ? (byte)Math.Clamp((int)((products[i] - least) * factor + (Real)0.5), 0, bound) : (byte)0;
            CodeScan.SetTable(tables, plane, entries);
        }

        return factor;
    }

    private static Real* Example(WordRows sample, int i, int of) => sample[(int)((long)i * sample.Count / of)];

    private static (Real First, Real Second) PairOf(Real* word, int plane) => (word[2 * plane], word[2 * plane + 1]);

    /// <summary>A key's products with the points of a plane: how far they lie apart, and the least of them.</summary>
    private Real Multiply(Real* key, int plane, Real* products, out Real least)
    {
        (Real first, Real second) = PairOf(key, plane);
        int at = 2 * Points * plane;
        (least, Real most) = (Real.MaxValue, Real.MinValue);
        for (int i = 0; i < Points; i++)
        {
            Real product = products[i] = first * _points[at + i] + second * _points[at + Points + i];
            (least, most) = (Real.Min(least, product), Real.Max(most, product));
        }

        return most - least;
    }

    /// <summary>The point of a plane that lies nearest; of equal ones the first, and also where what is asked for is no number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int NearestOf(Real first, Real second, int plane)
    {
        ref Real points = ref _points[2 * Points * plane];
        Vector512<Real> squares = SquaresAt(ref points, first, second);
        for (int at = Vector512<Real>.Count; at < Points; at += Vector512<Real>.Count)
            squares = Vector512.MinNumber(squares, SquaresAt(ref Unsafe.Add(ref points, at), first, second));
        Vector256<Real> half = Vector256.MinNumber(squares.GetLower(), squares.GetUpper());
        Vector128<Real> quarter = Vector128.MinNumber(half.GetLower(), half.GetUpper());
        Real least = quarter[0];
        for (int i = 1; i < Vector128<Real>.Count; i++)
            least = Real.MinNumber(least, quarter[i]);
        for (int at = 0; at < Points; at += Vector512<Real>.Count)
        {
            squares = SquaresAt(ref Unsafe.Add(ref points, at), first, second);
            ulong nearest = Vector512.Equals(squares, Vector512.Create(least)).ExtractMostSignificantBits();
            if (nearest != 0)
                return at + BitOperations.TrailingZeroCount(nearest);
        }

        return 0;
    }

    /// <summary>How far points lie away, squared: as many as a vector has numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<Real> SquaresAt(ref Real points, Real first, Real second)
    {
        Vector512<Real> byX = Vector512.Create(first) - Vector512.LoadUnsafe(ref points);
        Vector512<Real> byY = Vector512.Create(second) - Vector512.LoadUnsafe(ref points, Points);
        return byX * byX + byY * byY;
    }
}
