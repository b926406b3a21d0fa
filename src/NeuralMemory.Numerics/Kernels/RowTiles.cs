namespace NeuralMemory.Numerics;

/// <summary>Divides the rows of a product with one panel into the tiles of <see cref="MicroKernel"/>.</summary>
internal static unsafe class RowTiles
{
    /// <summary>C[i, :] = sum over s of A[i * aRow + s * aStep] * B[s * bStep, :], plus what C was where it accumulates.</summary>
    public static void Multiply(
        Real* a, int aRow, int aStep, int rows, Real* b, int bStep, int steps, Real* c, int cRow, bool accumulate)
    {
        int r = 0;
        // Eight rows are two tiles of four: six and two would leave the second one waiting on latency.
        while (rows - r >= 6 && rows - r != 8)
        {
            MicroKernel.Rows6(a + r * aRow, aRow, aStep, b, bStep, steps, c + r * cRow, cRow, accumulate);
            r += 6;
        }

        for (; rows - r >= 4; r += 4)
            MicroKernel.Rows4(a + r * aRow, aRow, aStep, b, bStep, steps, c + r * cRow, cRow, accumulate);
        for (; rows - r >= 2; r += 2)
            MicroKernel.Rows2(a + r * aRow, aRow, aStep, b, bStep, steps, c + r * cRow, cRow, accumulate);
        if (r < rows)
            MicroKernel.Rows1(a + r * aRow, aStep, b, bStep, steps, c + r * cRow, accumulate);
    }

    /// <summary>How many rows are in tiles of six and of four, which sum in one sum; two that are left sum in two, one in four.</summary>
    public static int InOneSum(int rows)
    {
        int left = rows;
        while (left >= 6 && left != 8)
            left -= 6;
        return rows - left % 4;
    }
}
