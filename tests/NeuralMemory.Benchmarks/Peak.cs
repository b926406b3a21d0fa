using NeuralMemory.Numerics;

namespace NeuralMemory.Benchmarks;

/// <summary>
/// The sgemm peak of one core, as this process reaches it: the fastest of many short repetitions of two products whose operands stay
/// in a second-level cache of 1 MiB. A repetition lasts well under a millisecond, so that on a shared machine some of them run undisturbed.
/// </summary>
internal sealed unsafe class Peak : IDisposable
{
    private const int Repetitions = 40;

    /// <summary>Rows, inputs and outputs: the NTM's controller over 192 rows, and a square product that fits the tiles exactly.</summary>
    private static readonly (int Rows, int Inputs, int Outputs)[] Products = [(192, 130, 400), (96, 256, 256)];

    private readonly NativeBuffer[] _x, _w, _y;

    public Peak()
    {
        _x = [.. Products.Select(product => Draws.Gaussian(product.Rows * product.Inputs, "peak x"))];
        _w = [.. Products.Select(product => Draws.Gaussian(new PanelLayout(product.Inputs, product.Outputs).Length, "peak w"))];
        _y = [.. Products.Select(product => new NativeBuffer(product.Rows * product.Outputs))];
    }

    /// <summary>
    /// The fastest rate measured now, in GFLOP/s; a fused multiply-add counts as two. Takes some 30 ms and allocates nothing.
    /// </summary>
    public double Measure()
    {
        double best = 0;
        for (int i = 0; i < Products.Length; i++)
        {
            (int rows, int inputs, int outputs) = Products[i];
            var layout = new PanelLayout(inputs, outputs);
            double flops = 2.0 * rows * inputs * outputs;
            for (int repetition = 0; repetition < Repetitions; repetition++)
            {
                double start = ThreadClock.Seconds;
                PackedProduct.Forward(_x[i].Pointer, inputs, rows, _w[i].Pointer, layout, _y[i].Pointer, outputs);
                double seconds = ThreadClock.Seconds - start;
                best = Math.Max(best, flops / seconds * 1e-9);
            }
        }

        return best;
    }

    public void Dispose()
    {
        foreach (NativeBuffer buffer in _x.Concat(_w).Concat(_y))
            buffer.Dispose();
    }
}
