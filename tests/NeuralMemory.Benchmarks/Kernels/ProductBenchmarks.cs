using BenchmarkDotNet.Attributes;
using NeuralMemory.Numerics;

namespace NeuralMemory.Benchmarks;

/// <summary>
/// The three products of the NTM's controller layer: 129 inputs and the bias, 400 outputs; 192 rows are a shard of the weight
/// gradient.
/// </summary>
public unsafe class ProductBenchmarks
{
    private const int Inputs = 130, Outputs = 400;
    private static readonly PanelLayout Layout = new(Inputs, Outputs);
    private NativeBuffer _x = null!, _dy = null!, _plain = null!, _packed = null!, _y = null!, _dx = null!, _dw = null!;
    private NativeBuffer _naiveY = null!, _naiveDx = null!, _naiveDw = null!;

    [Params(1, 8, 16, 192)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _x = Draws.Gaussian(Rows * Inputs, "x");
        _dy = Draws.Gaussian(Rows * Outputs, "dy");
        _plain = Draws.Gaussian(Outputs * Inputs, "w");
        _packed = new NativeBuffer(Layout.Length);
        for (int o = 0; o < Outputs; o++)
            for (int k = 0; k < Inputs; k++)
                _packed.Span[Layout.IndexOf(k, o)] = _plain.Span[o * Inputs + k];
        (_y, _naiveY) = (new NativeBuffer(Rows * Outputs), new NativeBuffer(Rows * Outputs));
        (_dx, _naiveDx) = (new NativeBuffer(Rows * Inputs), new NativeBuffer(Rows * Inputs));
        (_dw, _naiveDw) = (new NativeBuffer(Layout.Length), new NativeBuffer(Outputs * Inputs));
        Compare();
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        foreach (NativeBuffer buffer in (NativeBuffer[])[_x, _dy, _plain, _packed, _y, _dx, _dw, _naiveY, _naiveDx, _naiveDw])
            buffer.Dispose();
    }

    [Benchmark(Baseline = true, Description = "naive"), BenchmarkCategory("forward")]
    public void NaiveForward() => NaiveProduct.Forward(_x.Span, _plain.Span, _naiveY.Span, Rows, Inputs, Outputs);

    [Benchmark(Description = "packed"), BenchmarkCategory("forward")]
    public void Forward() => PackedProduct.Forward(_x.Pointer, Inputs, Rows, _packed.Pointer, Layout, _y.Pointer, Outputs);

    [Benchmark(Baseline = true, Description = "naive"), BenchmarkCategory("input gradient")]
    public void NaiveInputGradient() => NaiveProduct.InputGradient(_dy.Span, _plain.Span, _naiveDx.Span, Rows, Inputs, Outputs);

    [Benchmark(Description = "packed"), BenchmarkCategory("input gradient")]
    public void InputGradient() =>
        PackedProduct.InputGradient(_dy.Pointer, Outputs, Rows, _packed.Pointer, Layout, 0, Inputs, _dx.Pointer, Inputs);

    [Benchmark(Baseline = true, Description = "naive"), BenchmarkCategory("weight gradient")]
    public void NaiveWeightGradient() => NaiveProduct.WeightGradient(_x.Span, _dy.Span, _naiveDw.Span, Rows, Inputs, Outputs);

    [Benchmark(Description = "packed"), BenchmarkCategory("weight gradient")]
    public void WeightGradient() =>
        PackedProduct.WeightGradient(_x.Pointer, Inputs, _dy.Pointer, Outputs, Rows, Layout, _dw.Pointer, accumulate: false);

    private void Compare()
    {
        NaiveForward();
        Forward();
        Agreement.Require("y", _naiveY.Span, _y.Span);
        NaiveInputGradient();
        InputGradient();
        Agreement.Require("dx", _naiveDx.Span, _dx.Span);
        NaiveWeightGradient();
        WeightGradient();
        Real[] plain = new Real[Outputs * Inputs];
        for (int o = 0; o < Outputs; o++)
            for (int k = 0; k < Inputs; k++)
                plain[o * Inputs + k] = _dw.Span[Layout.IndexOf(k, o)];
        Agreement.Require("dw", _naiveDw.Span, plain);
    }
}
