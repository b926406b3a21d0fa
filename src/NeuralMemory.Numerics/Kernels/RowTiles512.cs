namespace NeuralMemory.Numerics;

/// <summary>
/// Divides the rows of a product with one panel into the tiles of <see cref="MicroKernel512"/>: one vector of 512 bits a panel. Rows that
/// <see cref="RowTiles"/> sums in one sum are summed in one here, and those in several in as many: the bits are the same.
/// </summary>
internal static unsafe class RowTiles512
{
    /// <summary>See <see cref="RowTiles.Multiply"/>.</summary>
    public static void Multiply(
        Real* a, int aRow, int aStep, int rows, Real* b, int bStep, int steps, Real* c, int cRow, bool accumulate)
    {
        int r = 0, single = RowTiles.InOneSum(rows);
        // What is left is 0 or at least 4, and even: no tile of two is needed.
        for (; single - r >= 16 || single - r == 12; r += 12)
            MicroKernel512.Rows12(a + r * aRow, aRow, aStep, b, bStep, steps, c + r * cRow, cRow, accumulate);
        for (; single - r == 8 || single - r == 14; r += 8)
            MicroKernel512.Rows8(a + r * aRow, aRow, aStep, b, bStep, steps, c + r * cRow, cRow, accumulate);
        for (; single - r >= 6; r += 6)
            MicroKernel512.Rows6(a + r * aRow, aRow, aStep, b, bStep, steps, c + r * cRow, cRow, accumulate);
        for (; r < single; r += 4)
            MicroKernel512.Rows4(a + r * aRow, aRow, aStep, b, bStep, steps, c + r * cRow, cRow, accumulate);
        for (; rows - r >= 2; r += 2)
            MicroKernel512.Rows2(a + r * aRow, aRow, aStep, b, bStep, steps, c + r * cRow, cRow, accumulate);
        if (r < rows)
            MicroKernel512.Rows1(a + r * aRow, aStep, b, bStep, steps, c + r * cRow, accumulate);
    }
}
