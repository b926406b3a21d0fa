using NeuralMemory.Numerics;

namespace NeuralMemory.Commands;

/// <summary>Measures how fast one core multiplies matrices: what the engine's speed is to be compared with.</summary>
internal static class ProductSpeed
{
    private const int Rows = 240, Inputs = 256, Outputs = 256, Trials = 7;
    private static readonly TimeSpan TrialTime = TimeSpan.FromMilliseconds(60);

    /// <summary>Billions of floating-point operations a second, the best of several short trials.</summary>
    public static double Measure(TimeProvider time)
    {
        PanelLayout layout = new(Inputs, Outputs);
        using NativeBuffer x = new((long)Rows * Inputs), weights = new(layout.Length), y = new((long)Rows * Outputs);
        x.Span.Fill((Real)0.5);
        weights.Span.Fill((Real)0.25);
        double best = 0;
        for (int trial = 0; trial < Trials; trial++)
        {
            long began = time.GetTimestamp();
            int products = 0;
            do
            {
                Multiply(x, weights, y, layout);
                products++;
            }
            while (time.GetElapsedTime(began) < TrialTime);
            best = Math.Max(best, 2e-9 * Rows * Inputs * Outputs * products / time.GetElapsedTime(began).TotalSeconds);
        }

        return best;
    }

    private static unsafe void Multiply(NativeBuffer x, NativeBuffer weights, NativeBuffer y, PanelLayout layout) =>
        PackedProduct.Forward(x.Pointer, Inputs, Rows, weights.Pointer, layout, y.Pointer, Outputs);
}
