using System.Runtime.CompilerServices;

namespace NeuralMemory.Numerics;

/// <summary>The products of some of the rows, to the bits that they have among all.</summary>
public static unsafe partial class PackedProduct
{
    /// <summary>
    /// Y = X W for a share of the rows: x [share.Rows, K], w packed, y [share.Rows, O]. Among all, <see cref="RowTiles"/> sums most rows
    /// in one sum, the last ones in two or in four.
    /// </summary>
    public static void Forward(Real* x, int xStride, RowShare share, Real* w, PanelLayout layout, Real* y, int yStride)
    {
        int panel = PanelLayout.PanelWidth, full = layout.Outputs / panel, columns = layout.Outputs - full * panel;
        if (full > 0)
            Forward(x, xStride, share, 0, w, layout with { Outputs = full * panel }, y, yStride);
        if (columns == 0)
            return;
        // Tiles of the last panel, which is not full, are of at most six rows.
        int whole = (share.All - 1) / AsideRows * AsideRows;
        Forward(
            x, xStride, share, whole, w + full * layout.Inputs * panel, layout with { Outputs = columns }, y + full * panel, yStride);
    }

    /// <summary>
    /// dX = dY W' for a share of the rows. Among all, four rows at a time sum all inputs but up to two in one sum, and each row that is
    /// left all inputs but up to seven.
    /// </summary>
    /// <inheritdoc cref="InputGradient(Real*, int, int, Real*, PanelLayout, int, int, Real*, int)"/>
    public static void InputGradient(
        Real* dy, int dyStride, RowShare share, Real* w, PanelLayout layout, int from, int inputs, Real* dx, int dxStride)
    {
        int inFours = share.Below(share.All / 4 * 4), tiled = inFours / 4 * 4;
        InputGradient(dy, dyStride, tiled, w, layout, from, inputs, dx, dxStride);
        InputGradient(
            dy + tiled * dyStride, dyStride, inFours - tiled, w, layout, from, inputs, inputs / 3 * 3, dx + tiled * dxStride, dxStride);
        InputGradient(
            dy + inFours * dyStride, dyStride, share.Rows - inFours, w, layout, from, inputs, dx + inFours * dxStride, dxStride);
    }

    /// <summary>Some panels, whose tiles begin anew after <paramref name="whole"/> of all rows, all of which are in one sum.</summary>
    private static void Forward(
        Real* x, int xStride, RowShare share, int whole, Real* w, PanelLayout layout, Real* y, int yStride)
    {
        int rows = share.Rows;
        if (layout.IsUniform)
        {
            UniformProduct.Forward(x, xStride, rows, w, layout, y, yStride);
            return;
        }

        int inOne = whole + RowTiles.InOneSum(share.All - whole), inTwo = inOne + (share.All - inOne) / 2 * 2;
        int one = share.Below(inOne), two = share.Below(inTwo);
        UniformProduct.Forward(x, xStride, one, w, layout, y, yStride);
        for (int r = one; r < two; r++)
            InTwoSums(x + r * xStride, w, layout, y + r * yStride);
        for (int r = two; r < rows; r++)
            Forward(x + r * xStride, xStride, 1, w, layout, y + r * yStride, yStride);
    }

    /// <summary>One row as in a tile of two: as both of them.</summary>
    [SkipLocalsInit]
    private static void InTwoSums(Real* x, Real* w, PanelLayout layout, Real* y)
    {
        int panel = PanelLayout.PanelWidth;
        Real* tile = stackalloc Real[panel];
        for (int p = 0; p < layout.Panels; p++)
        {
            MicroKernel.Rows2(x, 0, 1, w + p * layout.Inputs * panel, panel, layout.Inputs, tile, 0, accumulate: false);
            Elementwise.Copy(tile, y + p * panel, Math.Min(panel, layout.Outputs - p * panel));
        }
    }
}
