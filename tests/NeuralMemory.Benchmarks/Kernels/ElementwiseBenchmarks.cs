using BenchmarkDotNet.Attributes;
using NeuralMemory.Numerics;

namespace NeuralMemory.Benchmarks;

/// <summary>Loops over contiguous numbers: 128 are the slots of a memory, 2560 a whole one.</summary>
public unsafe class ElementwiseBenchmarks
{
    /// <summary>Small, because a benchmark adds to the same numbers millions of times.</summary>
    private const Real Factor = 1e-9f;

    private NativeBuffer _x = null!, _y = null!, _naiveY = null!;

    [Params(128, 2560)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _x = Draws.Gaussian(Count, "x");
        (_y, _naiveY) = (Draws.Gaussian(Count, "y"), Draws.Gaussian(Count, "y"));
        Compare("add", NaiveAdd, Add);
        Compare("add scaled", NaiveAddScaled, AddScaled);
        Agreement.Require("dot", [NaiveDot()], [Dot()]);
        Agreement.Require("sum", [NaiveSum()], [Sum()]);
        Agreement.Require("max", [NaiveMax()], [Max()]);
        Compare("copy", NaiveCopy, Copy);
        Compare("fill", NaiveFill, Fill);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        foreach (NativeBuffer buffer in (NativeBuffer[])[_x, _y, _naiveY])
            buffer.Dispose();
    }

    [Benchmark(Baseline = true, Description = "naive"), BenchmarkCategory("add")]
    public void NaiveAdd() => NaiveElementwise.Add(_x.Span, _naiveY.Span);

    [Benchmark(Description = "vector"), BenchmarkCategory("add")]
    public void Add() => Elementwise.Add(_x.Pointer, _y.Pointer, Count);

    [Benchmark(Baseline = true, Description = "naive"), BenchmarkCategory("add scaled")]
    public void NaiveAddScaled() => NaiveElementwise.AddScaled(Factor, _x.Span, _naiveY.Span);

    [Benchmark(Description = "vector"), BenchmarkCategory("add scaled")]
    public void AddScaled() => Elementwise.AddScaled(Factor, _x.Pointer, _y.Pointer, Count);

    [Benchmark(Baseline = true, Description = "naive"), BenchmarkCategory("dot")]
    public Real NaiveDot() => NaiveElementwise.Dot(_x.Span, _x.Span);

    [Benchmark(Description = "vector"), BenchmarkCategory("dot")]
    public Real Dot() => Elementwise.Dot(_x.Pointer, _x.Pointer, Count);

    [Benchmark(Baseline = true, Description = "naive"), BenchmarkCategory("sum")]
    public Real NaiveSum() => NaiveElementwise.Sum(_x.Span);

    [Benchmark(Description = "vector"), BenchmarkCategory("sum")]
    public Real Sum() => Elementwise.Sum(_x.Pointer, Count);

    [Benchmark(Baseline = true, Description = "naive"), BenchmarkCategory("max")]
    public Real NaiveMax() => NaiveElementwise.Max(_x.Span);

    [Benchmark(Description = "vector"), BenchmarkCategory("max")]
    public Real Max() => Elementwise.Max(_x.Pointer, Count);

    [Benchmark(Baseline = true, Description = "naive"), BenchmarkCategory("copy")]
    public void NaiveCopy() => NaiveElementwise.Copy(_x.Span, _naiveY.Span);

    [Benchmark(Description = "vector"), BenchmarkCategory("copy")]
    public void Copy() => Elementwise.Copy(_x.Pointer, _y.Pointer, Count);

    [Benchmark(Baseline = true, Description = "naive"), BenchmarkCategory("fill")]
    public void NaiveFill() => NaiveElementwise.Fill(_naiveY.Span, Factor);

    [Benchmark(Description = "vector"), BenchmarkCategory("fill")]
    public void Fill() => Elementwise.Fill(_y.Pointer, Count, Factor);

    private void Compare(string what, Action naive, Action fast)
    {
        naive();
        fast();
        Agreement.Require(what, _naiveY.Span, _y.Span);
    }
}
