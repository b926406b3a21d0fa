using System.Numerics;
using System.Runtime.CompilerServices;

namespace NeuralMemory.Numerics;

/// <summary>
/// softmax(q . k) v for one head of one sequence, a block of keys at a time with a running maximum and sum (Milakov and Gimelshein 2018;
/// Dao et al. 2022, arXiv 2205.14135), so that no more than a block of rows of weights ever exists. What a query may see is a range of
/// keys. Each query's sums go in the order of the keys, whatever is computed beside it, and a key outside of the range adds nothing.
/// </summary>
public static unsafe class AttentionKernels
{
    private const int Tile = AttentionBlocks.Queries * AttentionBlocks.Keys;

    /// <summary>Mixes the values.</summary>
    /// <param name="head">The head.</param>
    /// <param name="mixed">[QueryRows(n), ValueWidth] receives softmax(q . k) v.</param>
    /// <param name="logSums">[n] receives log(sum of e^score) of each query.</param>
    [SkipLocalsInit]
    public static void Forward(in AttentionHead head, Real* mixed, Real* logSums)
    {
        Real* scores = stackalloc Real[Tile];
        Real* most = stackalloc Real[AttentionBlocks.Queries], sums = stackalloc Real[AttentionBlocks.Queries];
        int rows = AttentionBlocks.QueryRows(head.QueryCount), width = head.ValueWidth;
        Elementwise.Clear(mixed, rows * width);
        for (int first = 0; first < head.QueryCount; first += AttentionBlocks.Queries)
        {
            int count = Math.Min(AttentionBlocks.Queries, rows - first), real = Math.Min(count, head.QueryCount - first);
            (int from, int to) = head.KeysOf(first, real);
            Elementwise.Fill(most, count, Real.NegativeInfinity);
            Elementwise.Clear(sums, count);
            for (int block = from / AttentionBlocks.Keys; block * AttentionBlocks.Keys < to; block++)
            {
                Scores(head, first, count, block, scores);
                for (int row = 0; row < count; row++)
                    Weigh(head, first + row, block, row < real, scores + row * AttentionBlocks.Keys, mixed + (first + row) * width,
                        ref most[row], ref sums[row]);
                Product(scores, AttentionBlocks.Keys, 1, count, head.Values + block * AttentionBlocks.Keys * width, width,
                    AttentionBlocks.Keys, mixed + first * width, width, width);
            }

            for (int row = 0; row < real; row++)
            {
                Scale(mixed + (first + row) * width, width, 1 / sums[row]);
                logSums[first + row] = most[row] + Real.Log(sums[row]);
            }
        }
    }

    /// <summary>Writes the weights out, to be looked at.</summary>
    /// <param name="head">The head.</param>
    /// <param name="logSums">[n] as <see cref="Forward"/> left them.</param>
    /// <param name="query">The query.</param>
    /// <param name="weights">[m] receives its weights; 0 for keys that it does not see.</param>
    [SkipLocalsInit]
    public static void Weights(in AttentionHead head, Real* logSums, int query, Real* weights)
    {
        Real* scores = stackalloc Real[Tile];
        Elementwise.Clear(weights, head.KeyCount);
        int first = query / 4 * 4, count = 4;
        for (int block = head.From[query] / AttentionBlocks.Keys; block * AttentionBlocks.Keys < head.To[query]; block++)
        {
            Scores(head, first, count, block, scores);
            Real* row = scores + (query - first) * AttentionBlocks.Keys;
            Exponentials(head, query, block, row, logSums[query]);
            int at = block * AttentionBlocks.Keys;
            Elementwise.Copy(row, weights + at, Math.Min(AttentionBlocks.Keys, head.KeyCount - at));
        }
    }

    /// <summary>The gradients of queries, keys and values; weights are computed once more, block by block.</summary>
    /// <param name="head">The head; its values on their side, and its keys upright, are needed too.</param>
    /// <param name="logSums">[n] as <see cref="Forward"/> left them.</param>
    /// <param name="gradient">[QueryRows(n), ValueWidth] of what was mixed.</param>
    /// <param name="means">[n] each query's gradient times what it mixed.</param>
    /// <param name="queries">[QueryRows(n), QueryWidth] receives the gradient of the scaled queries.</param>
    /// <param name="keys">[KeyRows(m), QueryWidth] receives that of the keys.</param>
    /// <param name="values">[KeyRows(m), ValueWidth] receives that of the values.</param>
    [SkipLocalsInit]
    public static void Backward(
        in AttentionHead head, Real* logSums, Real* gradient, Real* means, Real* queries, Real* keys, Real* values)
    {
        Real* weights = stackalloc Real[Tile], slopes = stackalloc Real[Tile];
        int rows = AttentionBlocks.QueryRows(head.QueryCount), blocks = AttentionBlocks.KeyRows(head.KeyCount) / AttentionBlocks.Keys;
        int width = head.ValueWidth, keyWidth = head.QueryWidth;
        Elementwise.Clear(queries, rows * keyWidth);
        Elementwise.Clear(keys, blocks * AttentionBlocks.Keys * keyWidth);
        Elementwise.Clear(values, blocks * AttentionBlocks.Keys * width);
        for (int first = 0; first < head.QueryCount; first += AttentionBlocks.Queries)
        {
            int count = Math.Min(AttentionBlocks.Queries, rows - first), real = Math.Min(count, head.QueryCount - first);
            (int from, int to) = head.KeysOf(first, real);
            Real* dy = gradient + first * width;
            for (int block = from / AttentionBlocks.Keys; block * AttentionBlocks.Keys < to; block++)
            {
                int key = block * AttentionBlocks.Keys;
                Scores(head, first, count, block, weights);
                for (int row = 0; row < count; row++)
                    if (row < real)
                        Exponentials(head, first + row, block, weights + row * AttentionBlocks.Keys, logSums[first + row]);
                    else
                        Elementwise.Clear(weights + row * AttentionBlocks.Keys, AttentionBlocks.Keys);
                Product(weights, 1, AttentionBlocks.Keys, AttentionBlocks.Keys, dy, width, count, values + key * width, width, width);
                Elementwise.Clear(slopes, count * AttentionBlocks.Keys);
                Product(dy, width, 1, count, head.ValuesAside + (long)key * head.ValueNumbers, AttentionBlocks.Keys,
                    head.ValueNumbers, slopes, AttentionBlocks.Keys, AttentionBlocks.Keys);
                for (int row = 0; row < real; row++)
                    Slopes(weights + row * AttentionBlocks.Keys, slopes + row * AttentionBlocks.Keys, means[first + row]);
                Product(slopes, AttentionBlocks.Keys, 1, count, head.Keys + key * keyWidth, keyWidth, AttentionBlocks.Keys,
                    queries + first * keyWidth, keyWidth, keyWidth);
                Product(slopes, 1, AttentionBlocks.Keys, AttentionBlocks.Keys, head.Queries + first * keyWidth, keyWidth, count,
                    keys + key * keyWidth, keyWidth, keyWidth);
            }
        }
    }

    /// <summary>q . k of a block of queries and one of keys.</summary>
    private static void Scores(in AttentionHead head, int first, int count, int block, Real* scores)
    {
        Elementwise.Clear(scores, count * AttentionBlocks.Keys);
        Product(head.Queries + first * head.QueryWidth, head.QueryWidth, 1, count,
            head.KeysAside + (long)block * AttentionBlocks.Keys * head.QueryNumbers, AttentionBlocks.Keys, head.QueryNumbers,
            scores, AttentionBlocks.Keys, AttentionBlocks.Keys);
    }

    /// <summary>C += A B, panel by panel; the rows of A are a multiple of four, so that none is summed in another order.</summary>
    private static void Product(
        Real* a, int aRow, int aStep, int rows, Real* b, int bStep, int steps, Real* c, int cRow, int columns)
    {
        for (int panel = 0; panel < columns; panel += PanelLayout.PanelWidth)
            PackedProduct.Tiles(a, aRow, aStep, rows, b + panel, bStep, steps, c + panel, cRow, accumulate: true);
    }

    /// <summary>
    /// Turns a query's scores of one block into e^(score - most so far), and takes what was summed before to the new scale.
    /// </summary>
    private static void Weigh(
        in AttentionHead head, int query, int block, bool isReal, Real* scores, Real* mixed, ref Real most, ref Real sum)
    {
        if (!isReal || !Restrict(head, query, block, scores))
        {
            Elementwise.Clear(scores, AttentionBlocks.Keys);
            return;
        }

        Real highest = Real.Max(most, Elementwise.Max(scores, AttentionBlocks.Keys));
        if (highest > most)
        {
            Real factor = Real.Exp(most - highest);
            sum *= factor;
            Scale(mixed, head.ValueWidth, factor);
            most = highest;
        }

        sum += Exponentials(scores, most);
    }

    /// <summary>Weights of one block from scores, when the sum is known.</summary>
    private static void Exponentials(in AttentionHead head, int query, int block, Real* scores, Real logSum)
    {
        if (Restrict(head, query, block, scores))
            Exponentials(scores, logSum);
        else
            Elementwise.Clear(scores, AttentionBlocks.Keys);
    }

    /// <summary>
    /// Takes a query's scores of one block to minus infinity outside of what it sees, and adds what distance costs.
    /// </summary>
    /// <returns>Whether it sees any key of the block.</returns>
    private static bool Restrict(in AttentionHead head, int query, int block, Real* scores)
    {
        int start = block * AttentionBlocks.Keys;
        int from = Math.Max(head.From[query] - start, 0), to = Math.Min(head.To[query] - start, AttentionBlocks.Keys);
        if (from >= to)
            return false;
        if (head.Slope != 0)
        {
            int place = query + head.KeyCount - head.QueryCount - start;
            for (int key = from; key < to; key++)
                scores[key] -= head.Slope * Math.Abs(place - key);
        }

        for (int key = 0; key < from; key++)
            scores[key] = Real.NegativeInfinity;
        for (int key = to; key < AttentionBlocks.Keys; key++)
            scores[key] = Real.NegativeInfinity;
        return true;
    }

    /// <summary>scores = e^(scores - offset); their sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Real Exponentials(Real* scores, Real offset)
    {
        Vector<Real> center = Vector.Create(offset), sum = Vector<Real>.Zero;
        for (int i = 0; i < AttentionBlocks.Keys; i += Vector<Real>.Count)
        {
            Vector<Real> e = VectorMath.ExpOfNegative(Vector.Load(scores + i) - center);
            Vector.Store(e, scores + i);
            sum += e;
        }

        return Vector.Sum(sum);
    }

    /// <summary>slopes = weights (slopes - mean).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Slopes(Real* weights, Real* slopes, Real mean)
    {
        Vector<Real> center = Vector.Create(mean);
        for (int i = 0; i < AttentionBlocks.Keys; i += Vector<Real>.Count)
            Vector.Store(Vector.Load(weights + i) * (Vector.Load(slopes + i) - center), slopes + i);
    }

    private static void Scale(Real* x, int width, Real factor)
    {
        Vector<Real> factors = Vector.Create(factor);
        for (int i = 0; i < width; i += Vector<Real>.Count)
            Vector.Store(factors * Vector.Load(x + i), x + i);
    }
}
