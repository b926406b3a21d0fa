using BenchmarkDotNet.Attributes;
using NeuralMemory.Numerics;

namespace NeuralMemory.Benchmarks;

/// <summary>Functions of numbers one by one: 400 are the gates of the NTM's controller.</summary>
public unsafe class MapBenchmarks
{
    private NativeBuffer _x = null!, _positive = null!, _y = null!, _naiveY = null!;

    [Params(400)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _x = Draws.Gaussian(Count, "x", scale: 3);
        _positive = Draws.Uniform(Count, "positive", 1e-3, 10);
        (_y, _naiveY) = (new NativeBuffer(Count), new NativeBuffer(Count));
        Compare("exp", NaiveExp, Exp);
        Compare("log", NaiveLog, Log);
        Compare("sigmoid", NaiveSigmoid, Sigmoid);
        Compare("tanh", NaiveTanh, Tanh);
        Compare("softplus", NaiveSoftplus, Softplus);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        foreach (NativeBuffer buffer in (NativeBuffer[])[_x, _positive, _y, _naiveY])
            buffer.Dispose();
    }

    [Benchmark(Baseline = true, Description = "naive"), BenchmarkCategory("exp")]
    public void NaiveExp() => NaiveElementwise.Exp(_x.Span, _naiveY.Span);

    [Benchmark(Description = "vector"), BenchmarkCategory("exp")]
    public void Exp() => Elementwise.Map<ExpOperator>(_x.Pointer, _y.Pointer, Count);

    [Benchmark(Baseline = true, Description = "naive"), BenchmarkCategory("log")]
    public void NaiveLog() => NaiveElementwise.Log(_positive.Span, _naiveY.Span);

    [Benchmark(Description = "vector"), BenchmarkCategory("log")]
    public void Log() => Elementwise.Map<LogOperator>(_positive.Pointer, _y.Pointer, Count);

    [Benchmark(Baseline = true, Description = "naive"), BenchmarkCategory("sigmoid")]
    public void NaiveSigmoid() => NaiveElementwise.Sigmoid(_x.Span, _naiveY.Span);

    [Benchmark(Description = "vector"), BenchmarkCategory("sigmoid")]
    public void Sigmoid() => Elementwise.Map<SigmoidOperator>(_x.Pointer, _y.Pointer, Count);

    [Benchmark(Baseline = true, Description = "naive"), BenchmarkCategory("tanh")]
    public void NaiveTanh() => NaiveElementwise.Tanh(_x.Span, _naiveY.Span);

    [Benchmark(Description = "vector"), BenchmarkCategory("tanh")]
    public void Tanh() => Elementwise.Map<TanhOperator>(_x.Pointer, _y.Pointer, Count);

    [Benchmark(Baseline = true, Description = "naive"), BenchmarkCategory("softplus")]
    public void NaiveSoftplus() => NaiveElementwise.Softplus(_x.Span, _naiveY.Span);

    [Benchmark(Description = "vector"), BenchmarkCategory("softplus")]
    public void Softplus() => Elementwise.Map<SoftplusOperator>(_x.Pointer, _y.Pointer, Count);

    private void Compare(string what, Action naive, Action fast)
    {
        naive();
        fast();
        Agreement.Require(what, _naiveY.Span, _y.Span);
    }
}
