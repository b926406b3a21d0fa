using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace NeuralMemory.Numerics;

/// <summary>
/// The three products of a linear layer whose weights are packed in panels (<see cref="PanelLayout"/>). Letters: R rows, K inputs, O
/// outputs. All matrices are row-major with the given row strides.
/// </summary>
public static unsafe partial class PackedProduct
{
    /// <summary>The rows that the weight gradient takes at a time: their part of X and dY stays in the first-level cache.</summary>
    private const int RowBlock = 192;

    /// <summary>The rows of a tile of the last panel, where that is wider than what is left of a row of Y.</summary>
    private const int AsideRows = 6;

    /// <summary>The rows for which the input gradient fetches weights once.</summary>
    private const int InputGradientRows = 16;

    /// <summary>The inputs from which on a tidy copy of a panel of dY pays.</summary>
    private const int FewInputs = 24;

    /// <summary>
    /// How many numbers a padded copy of some rows of dY may have, unless four rows have more; and the longest row of which four are
    /// copied to the stack.
    /// </summary>
    private const int MostPadded = 1 << 14;

    /// <summary>Y = X W: x [R, K], w packed, y [R, O].</summary>
    [SkipLocalsInit]
    public static void Forward(Real* x, int xStride, int rows, Real* w, PanelLayout layout, Real* y, int yStride)
    {
        if (layout.IsUniform)
        {
            UniformProduct.Forward(x, xStride, rows, w, layout, y, yStride);
            return;
        }

        int panel = PanelLayout.PanelWidth, steps = layout.Inputs;
        Real* tile = stackalloc Real[AsideRows * panel];
        for (int p = 0; p < layout.Panels; p++, w += steps * panel)
        {
            int from = p * panel, columns = Math.Min(panel, layout.Outputs - from);
            if (columns == panel)
            {
                Tiles(x, xStride, 1, rows, w, panel, steps, y + from, yStride, accumulate: false);
                continue;
            }

            // The last panel is wider than what is left of a row of Y, so its tiles are computed aside.
            for (int r = 0; r < rows; r += AsideRows)
            {
                int count = Math.Min(AsideRows, rows - r);
                Tiles(x + r * xStride, xStride, 1, count, w, panel, steps, tile, panel, accumulate: false);
                for (int i = 0; i < count; i++)
                    Elementwise.Copy(tile + i * panel, y + (r + i) * yStride + from, columns);
            }
        }
    }

    /// <summary>dW (+)= X' dY: x [R, K], dy [R, O], dw packed. Padding of the last panel receives zeros.</summary>
    public static void WeightGradient(
        Real* x, int xStride, Real* dy, int dyStride, int rows, PanelLayout layout, Real* dw, bool accumulate) =>
        WeightGradient(x, xStride, dy, dyStride, rows, layout, 0, layout.Panels, dw, accumulate);

    /// <summary>The same for the panels from <paramref name="first"/> to before <paramref name="end"/> alone.</summary>
    [SkipLocalsInit]
    public static void WeightGradient(
        Real* x, int xStride, Real* dy, int dyStride, int rows, PanelLayout layout, int first, int end, Real* dw, bool accumulate)
    {
        int panel = PanelLayout.PanelWidth;
        Real* padded = stackalloc Real[RowBlock * panel];
        for (int r = 0; r < rows; r += RowBlock)
        {
            int count = Math.Min(RowBlock, rows - r);
            for (int p = first; p < end; p++)
            {
                int from = p * panel, columns = Math.Min(panel, layout.Outputs - from);
                Real* b = dy + r * dyStride + from;
                int bStep = dyStride;
                if (columns < panel || layout.Inputs >= FewInputs)
                {
                    // Rows that are a power of two apart would share a few lines of the first-level cache.
                    Pad(b, dyStride, count, columns, padded, panel);
                    b = padded;
                    bStep = panel;
                }

                Real* target = dw + p * layout.Inputs * panel;
                Tiles(x + r * xStride, 1, xStride, layout.Inputs, b, bStep, count, target, panel, accumulate || r > 0);
            }
        }
    }

    /// <summary>
    /// dX = dY W' for the inputs [<paramref name="from"/>, <paramref name="from"/> + <paramref name="inputs"/>): dy [R, O], w packed, dx
    /// [R, inputs].
    /// </summary>
    public static void InputGradient(
        Real* dy, int dyStride, int rows, Real* w, PanelLayout layout, int from, int inputs, Real* dx, int dxStride) =>
        InputGradient(dy, dyStride, rows, w, layout, from, inputs, inputs / 8 * 8, dx, dxStride);

    /// <summary>The same, with so many inputs of a row that stands alone in one sum; those behind them are in two.</summary>
    private static void InputGradient(
        Real* dy, int dyStride, int rows, Real* w, PanelLayout layout, int from, int inputs, int inOneSum, Real* dx, int dxStride)
    {
        int paddedStride = layout.Panels * PanelLayout.PanelWidth;
        if (layout.Outputs == paddedStride)
            InputGradient(dy, dyStride, rows, w, layout, from, inputs, inOneSum, dx, dxStride, null, InputGradientRows);
        else if (paddedStride <= MostPadded)
            PadOnStack(dy, dyStride, rows, w, layout, from, inputs, inOneSum, dx, dxStride);
        else
            PadOnHeap(dy, dyStride, rows, w, layout, from, inputs, inOneSum, dx, dxStride);
    }

    [SkipLocalsInit]
    private static void PadOnStack(
        Real* dy, int dyStride, int rows, Real* w, PanelLayout layout, int from, int inputs, int inOneSum, Real* dx, int dxStride)
    {
        int paddedStride = layout.Panels * PanelLayout.PanelWidth;
        int most = Math.Clamp(MostPadded / paddedStride / 4 * 4, 4, InputGradientRows);
        Real* padded = stackalloc Real[most * paddedStride];
        InputGradient(dy, dyStride, rows, w, layout, from, inputs, inOneSum, dx, dxStride, padded, most);
    }

    /// <summary>Layers of very many outputs, whose rows a thread's stack may not hold.</summary>
    private static void PadOnHeap(
        Real* dy, int dyStride, int rows, Real* w, PanelLayout layout, int from, int inputs, int inOneSum, Real* dx, int dxStride)
    {
        const int most = 4;
        var padded = (Real*)NativeMemory.Alloc((nuint)most * (nuint)(layout.Panels * PanelLayout.PanelWidth), sizeof(Real));
        InputGradient(dy, dyStride, rows, w, layout, from, inputs, inOneSum, dx, dxStride, padded, most);
        NativeMemory.Free(padded);
    }

    /// <summary>
    /// <paramref name="most"/> rows at a time. Vectors of the last panel would read past a row; zeros in its place, in
    /// <paramref name="padded"/>, meet the zero weights of the padding. Null where the last panel is full.
    /// </summary>
    private static void InputGradient(
        Real* dy, int dyStride, int rows, Real* w, PanelLayout layout, int from, int inputs, int inOneSum, Real* dx, int dxStride,
        Real* padded, int most)
    {
        int panel = PanelLayout.PanelWidth, panels = layout.Panels, paddedStride = panels * panel;
        for (int r = 0; r < rows; r += most)
        {
            int count = Math.Min(most, rows - r), stride = dyStride;
            Real* source = dy + r * dyStride;
            if (padded is not null)
            {
                Pad(source, dyStride, count, layout.Outputs, padded, paddedStride);
                source = padded;
                stride = paddedStride;
            }

            int fours = count / 4 * 4, step = layout.Inputs * panel;
            Real* target = dx + r * dxStride;
            if (fours > 0)
                InputGradient4(source, stride, fours, w + from * panel, panels, step, inputs, target, dxStride);
            for (int i = fours; i < count; i++)
                InputGradient1(source + i * stride, w + from * panel, panels, step, inputs, inOneSum, target + i * dxStride);
        }
    }

    internal static void Tiles(
        Real* a, int aRow, int aStep, int rows, Real* b, int bStep, int steps, Real* c, int cRow, bool accumulate)
    {
        if (WideVectors.InProducts)
            RowTiles512.Multiply(a, aRow, aStep, rows, b, bStep, steps, c, cRow, accumulate);
        else
            RowTiles.Multiply(a, aRow, aStep, rows, b, bStep, steps, c, cRow, accumulate);
    }

    /// <summary>Copies rows of <paramref name="columns"/> numbers, and zeros behind them, to rows of <paramref name="width"/>.</summary>
    private static void Pad(Real* source, int stride, int rows, int columns, Real* destination, int width)
    {
        for (int r = 0; r < rows; r++, source += stride, destination += width)
        {
            if (columns == 2 * Vector<Real>.Count)
            {
                Vector.Store(Vector.Load(source), destination);
                Vector.Store(Vector.Load(source + Vector<Real>.Count), destination + Vector<Real>.Count);
                continue;
            }

            Elementwise.Copy(source, destination, columns);
            Elementwise.Clear(destination + columns, width - columns);
        }
    }

    /// <summary>One row of dY against eight inputs at a time: eight sums, each a dot product along the outputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void InputGradient1(Real* dy, Real* w, int panels, int panelStep, int inputs, int inOneSum, Real* dx)
    {
        int width = Vector<Real>.Count, panel = 2 * width, k = 0;
        for (; k <= inOneSum - 8; k += 8)
        {
            Vector<Real> s0 = default, s1 = default, s2 = default, s3 = default;
            Vector<Real> s4 = default, s5 = default, s6 = default, s7 = default;
            Real* at = w + k * panel, g = dy;
            for (int p = 0; p < panels; p++, at += panelStep, g += panel)
            {
                Vector<Real> g0 = Vector.Load(g), g1 = Vector.Load(g + width);
                s0 = Vector.FusedMultiplyAdd(g1, Vector.Load(at + width), Vector.FusedMultiplyAdd(g0, Vector.Load(at), s0));
                s1 = Vector.FusedMultiplyAdd(g1, Vector.Load(at + 3 * width), Vector.FusedMultiplyAdd(g0, Vector.Load(at + 2 * width), s1));
                s2 = Vector.FusedMultiplyAdd(g1, Vector.Load(at + 5 * width), Vector.FusedMultiplyAdd(g0, Vector.Load(at + 4 * width), s2));
                s3 = Vector.FusedMultiplyAdd(g1, Vector.Load(at + 7 * width), Vector.FusedMultiplyAdd(g0, Vector.Load(at + 6 * width), s3));
                s4 = Vector.FusedMultiplyAdd(g1, Vector.Load(at + 9 * width), Vector.FusedMultiplyAdd(g0, Vector.Load(at + 8 * width), s4));
                s5 = Vector.FusedMultiplyAdd(g1, Vector.Load(at + 11 * width),
                    Vector.FusedMultiplyAdd(g0, Vector.Load(at + 10 * width), s5));
                s6 = Vector.FusedMultiplyAdd(g1, Vector.Load(at + 13 * width),
                    Vector.FusedMultiplyAdd(g0, Vector.Load(at + 12 * width), s6));
                s7 = Vector.FusedMultiplyAdd(g1, Vector.Load(at + 15 * width),
                    Vector.FusedMultiplyAdd(g0, Vector.Load(at + 14 * width), s7));
            }

            VectorSums.Eight(s0, s1, s2, s3, s4, s5, s6, s7, dx + k);
        }

        for (; k < inOneSum; k++)
        {
            Vector<Real> sum = default;
            Real* at = w + k * panel, g = dy;
            for (int p = 0; p < panels; p++, at += panelStep, g += panel)
            {
                sum = Vector.FusedMultiplyAdd(Vector.Load(g), Vector.Load(at), sum);
                sum = Vector.FusedMultiplyAdd(Vector.Load(g + width), Vector.Load(at + width), sum);
            }

            dx[k] = Vector.Sum(sum);
        }

        for (; k < inputs; k++)
        {
            Vector<Real> s0 = default, s1 = default;
            Real* at = w + k * panel, g = dy;
            for (int p = 0; p < panels; p++, at += panelStep, g += panel)
            {
                s0 = Vector.FusedMultiplyAdd(Vector.Load(g), Vector.Load(at), s0);
                s1 = Vector.FusedMultiplyAdd(Vector.Load(g + width), Vector.Load(at + width), s1);
            }

            dx[k] = Vector.Sum(s0 + s1);
        }
    }

    /// <summary>Four rows of dY at a time against three inputs at a time: twelve sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void InputGradient4(
        Real* dy, nint stride, int rows, Real* w, int panels, int panelStep, int inputs, Real* dx, nint dxStride)
    {
        int width = Vector<Real>.Count, panel = 2 * width, k = 0;
        Real* sums = stackalloc Real[12];
        for (; k <= inputs - 3; k += 3)
        {
            Real* row = dy, target = dx + k;
            for (int r = 0; r < rows; r += 4, row += 4 * stride)
            {
                Vector<Real> s00 = default, s01 = default, s02 = default, s10 = default, s11 = default, s12 = default;
                Vector<Real> s20 = default, s21 = default, s22 = default, s30 = default, s31 = default, s32 = default;
                Real* at = w + k * panel, g = row;
                for (int p = 0; p < panels; p++, at += panelStep - panel)
                {
                    if (r == 0)
                        Prefetch(at + 3 * panel);
                    for (int half = 0; half < 2; half++, at += width, g += width)
                    {
                        Vector<Real> w0 = Vector.Load(at), w1 = Vector.Load(at + panel), w2 = Vector.Load(at + 2 * panel);
                        Vector<Real> v = Vector.Load(g);
                        s00 = Vector.FusedMultiplyAdd(v, w0, s00);
                        s01 = Vector.FusedMultiplyAdd(v, w1, s01);
                        s02 = Vector.FusedMultiplyAdd(v, w2, s02);
                        v = Vector.Load(g + stride);
                        s10 = Vector.FusedMultiplyAdd(v, w0, s10);
                        s11 = Vector.FusedMultiplyAdd(v, w1, s11);
                        s12 = Vector.FusedMultiplyAdd(v, w2, s12);
                        v = Vector.Load(g + 2 * stride);
                        s20 = Vector.FusedMultiplyAdd(v, w0, s20);
                        s21 = Vector.FusedMultiplyAdd(v, w1, s21);
                        s22 = Vector.FusedMultiplyAdd(v, w2, s22);
                        v = Vector.Load(g + 3 * stride);
                        s30 = Vector.FusedMultiplyAdd(v, w0, s30);
                        s31 = Vector.FusedMultiplyAdd(v, w1, s31);
                        s32 = Vector.FusedMultiplyAdd(v, w2, s32);
                    }
                }

                VectorSums.Four(s00, s01, s02, s10, sums);
                VectorSums.Four(s11, s12, s20, s21, sums + 4);
                VectorSums.Four(s22, s30, s31, s32, sums + 8);
                (target[0], target[1], target[2]) = (sums[0], sums[1], sums[2]);
                target += dxStride;
                (target[0], target[1], target[2]) = (sums[3], sums[4], sums[5]);
                target += dxStride;
                (target[0], target[1], target[2]) = (sums[6], sums[7], sums[8]);
                target += dxStride;
                (target[0], target[1], target[2]) = (sums[9], sums[10], sums[11]);
                target += dxStride;
            }
        }

        if (k < inputs)
            for (int r = 0; r < rows; r++)
                InputGradient1(dy + r * stride, w + k * panel, panels, panelStep, inputs - k, 0, dx + r * dxStride + k);
    }

    /// <summary>The weights of the next three inputs, which the processor does not foresee: the next panel's are far away.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(Real* weights)
    {
        if (!Sse.IsSupported)
            return;
        Sse.Prefetch0(weights);
        Sse.Prefetch0(weights + PanelLayout.PanelWidth);
        Sse.Prefetch0(weights + 2 * PanelLayout.PanelWidth);
    }
}
