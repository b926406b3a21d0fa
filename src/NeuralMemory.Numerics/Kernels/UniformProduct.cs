using System.Runtime.CompilerServices;

namespace NeuralMemory.Numerics;

/// <summary>
/// The forward product of a layer that is <see cref="PanelLayout.IsUniform"/>: however rows are split among calls, each has the same bits,
/// so that a machine which answers step by step gives those of one that sees all steps at once. Letters as in <see cref="PackedProduct"/>.
/// </summary>
internal static unsafe class UniformProduct
{
    /// <summary>Y = X W: x [R, K], w packed, y [R, O].</summary>
    [SkipLocalsInit]
    public static void Forward(Real* x, int xStride, int rows, Real* w, PanelLayout layout, Real* y, int yStride)
    {
        int panel = PanelLayout.PanelWidth, full = layout.Outputs / panel, step = layout.Inputs * panel;
        int most = rows % 4, tiled = rows - most;
        for (int p = 0; p < full; p++)
            PackedProduct.Tiles(x, xStride, 1, tiled, w + p * step, panel, layout.Inputs, y + p * panel, yStride, accumulate: false);
        Few(x + tiled * xStride, xStride, most, w, step, full, layout.Inputs, y + tiled * yStride, yStride);
        if (full == layout.Panels)
            return;

        // The last panel is wider than what is left of a row of Y, so its tiles are computed aside.
        int from = full * panel, columns = layout.Outputs - from;
        Real* tile = stackalloc Real[4 * panel];
        for (int r = 0; r < rows; r += 4)
        {
            int count = Math.Min(4, rows - r);
            if (count == 4)
                MicroKernel.Rows4(
                    x + r * xStride, xStride, 1, w + full * step, panel, layout.Inputs, tile, panel, accumulate: false);
            else
                Few(x + r * xStride, xStride, count, w + full * step, step, 1, layout.Inputs, tile, panel);
            for (int i = 0; i < count; i++)
                Elementwise.Copy(tile + i * panel, y + (r + i) * yStride + from, columns);
        }
    }

    /// <summary>Up to three rows of some panels.</summary>
    private static void Few(Real* x, int xStride, int rows, Real* w, int step, int panels, int steps, Real* y, int yStride)
    {
        int panel = PanelLayout.PanelWidth, p = 0;
        switch (rows)
        {
            case 3:
                for (; p < panels; p++)
                    MicroKernel.Uniform3(x, xStride, w + p * step, steps, y + p * panel, yStride);
                break;
            case 2:
                for (; p <= panels - 2; p += 2)
                    MicroKernel.Uniform2(x, xStride, w + p * step, step, steps, y + p * panel, yStride);
                for (int r = 0; r < 2 && p < panels; r++)
                    MicroKernel.Uniform1(x + r * xStride, w + p * step, steps, y + r * yStride + p * panel);
                break;
            case 1:
                for (; p <= panels - 4; p += 4)
                    MicroKernel.Uniform1(x, w + p * step, step, steps, y + p * panel);
                for (; p < panels; p++)
                    MicroKernel.Uniform1(x, w + p * step, steps, y + p * panel);
                break;
        }
    }
}
