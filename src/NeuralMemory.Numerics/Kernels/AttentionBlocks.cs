using System.Numerics;

namespace NeuralMemory.Numerics;

/// <summary>
/// One head of one sequence, laid out for <see cref="AttentionKernels"/>. Queries come in blocks of <see cref="Queries"/> rows and keys in
/// blocks of <see cref="Keys"/>; what a block lacks is zeros. Lengths of rows are whole panels.
/// </summary>
public static unsafe class AttentionBlocks
{
    /// <summary>
    /// The rows of a block of queries: tiles of four and six rows, never fewer, so that a row's sums do not depend on its neighbours.
    /// </summary>
    public const int Queries = 32;

    /// <summary>The keys of a block.</summary>
    public const int Keys = 64;

    /// <summary>A row's length, in whole panels.</summary>
    public static int Padded(int width) => Up(width, PanelLayout.PanelWidth);

    /// <summary>How many rows are laid out for <paramref name="queries"/> queries: fours.</summary>
    public static int QueryRows(int queries) => Up(queries, 4);

    /// <summary>How many rows are laid out for <paramref name="keys"/> keys: whole blocks.</summary>
    public static int KeyRows(int keys) => Up(keys, Keys);

    /// <summary>Copies one head of some rows, times <paramref name="scale"/>, one under another, with zeros behind and below.</summary>
    /// <param name="source">The head's first number of row 0.</param>
    /// <param name="stride">The numbers of a row of the source.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="width">The numbers of a head.</param>
    /// <param name="target">[<paramref name="targetRows"/>, Padded(width)]</param>
    /// <param name="targetRows">At least as many as there are rows.</param>
    /// <param name="scale">The factor.</param>
    public static void Gather(Real* source, int stride, ReadOnlySpan<int> rows, int width, Real* target, int targetRows, Real scale = 1)
    {
        int padded = Padded(width), lanes = Vector<Real>.Count;
        Vector<Real> factor = Vector.Create(scale);
        foreach (int row in rows)
        {
            Real* from = source + (long)row * stride;
            int i = 0;
            for (; i <= width - lanes; i += lanes)
                Vector.Store(factor * Vector.Load(from + i), target + i);
            for (; i < width; i++)
                target[i] = scale * from[i];
            for (; i < padded; i++)
                target[i] = 0;
            target += padded;
        }

        Elementwise.Clear(target, (targetRows - rows.Length) * padded);
    }

    /// <summary>Adds rows laid out by <see cref="Gather"/>, times <paramref name="scale"/>, to where they came from.</summary>
    public static void ScatterAdd(Real* rows, ReadOnlySpan<int> to, int width, Real* target, int stride, Real scale = 1)
    {
        int padded = Padded(width);
        foreach (int row in to)
        {
            Elementwise.AddScaled(scale, rows, target + (long)row * stride, width);
            rows += padded;
        }
    }

    /// <summary>Turns each block of keys on its side: from [rows, Padded(width)] to [rows / Keys][width][Keys].</summary>
    public static void Transpose(Real* source, int rows, int width, Real* target)
    {
        int padded = Padded(width);
        for (int first = 0; first < rows; first += Keys, source += Keys * padded, target += width * Keys)
            for (int key = 0; key < Keys; key++)
                for (int i = 0; i < width; i++)
                    target[i * Keys + key] = source[key * padded + i];
    }

    private static int Up(int count, int step) => (count + step - 1) / step * step;
}
