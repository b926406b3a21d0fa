namespace NeuralMemory.Benchmarks;

/// <summary>The products of a linear layer as loops. Letters: R rows, K inputs, O outputs; x [R, K], w [O, K], y [R, O].</summary>
internal static class NaiveProduct
{
    /// <summary>y = x w'</summary>
    public static void Forward(ReadOnlySpan<Real> x, ReadOnlySpan<Real> w, Span<Real> y, int rows, int inputs, int outputs)
    {
        for (int r = 0; r < rows; r++)
        {
            for (int o = 0; o < outputs; o++)
            {
                Real sum = 0;
                for (int k = 0; k < inputs; k++)
                    sum += x[r * inputs + k] * w[o * inputs + k];
                y[r * outputs + o] = sum;
            }
        }
    }

    /// <summary>dx = dy w</summary>
    public static void InputGradient(ReadOnlySpan<Real> dy, ReadOnlySpan<Real> w, Span<Real> dx, int rows, int inputs, int outputs)
    {
        dx.Clear();
        for (int r = 0; r < rows; r++)
            for (int o = 0; o < outputs; o++)
                for (int k = 0; k < inputs; k++)
                    dx[r * inputs + k] += dy[r * outputs + o] * w[o * inputs + k];
    }

    /// <summary>dw = dy' x</summary>
    public static void WeightGradient(ReadOnlySpan<Real> x, ReadOnlySpan<Real> dy, Span<Real> dw, int rows, int inputs, int outputs)
    {
        dw.Clear();
        for (int r = 0; r < rows; r++)
            for (int o = 0; o < outputs; o++)
                for (int k = 0; k < inputs; k++)
                    dw[o * inputs + k] += dy[r * outputs + o] * x[r * inputs + k];
    }
}
