using BenchmarkDotNet.Attributes;
using NeuralMemory.Numerics;

namespace NeuralMemory.Benchmarks;

/// <summary>Passes over a memory of 128 slots of width 20, for one head and for two.</summary>
public unsafe class SlotBenchmarks
{
    private const int Slots = 128, Width = 20;
    private NativeBuffer _memory = null!, _vectors = null!, _tiny = null!, _weightings = null!;
    private NativeBuffer _result = null!, _naiveResult = null!, _sum = null!, _naiveSum = null!;

    [Params(1, 2)]
    public int Heads { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _memory = Draws.Gaussian(Slots * Width, "memory");
        _vectors = Draws.Gaussian(Heads * Width, "vectors");
        // Small, because a benchmark adds the gradients to the same blocks millions of times.
        _tiny = Draws.Gaussian(Heads * Width, "tiny", scale: 1e-9);
        _weightings = Draws.Distributions(Heads, Slots, "weightings");
        (_result, _naiveResult) = (new NativeBuffer(Heads * Slots), new NativeBuffer(Heads * Slots));
        (_sum, _naiveSum) = (new NativeBuffer(Slots * Width), new NativeBuffer(Slots * Width));
        Compare("dots", NaiveDots, Dots, _naiveResult, _result);
        Compare("squares", NaiveSquares, Squares, _naiveResult, _result);
        Compare("read", NaiveRead, Read, _naiveResult, _result);
        Compare("read gradient", NaiveReadGradient, ReadGradient, _naiveSum, _sum);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        foreach (NativeBuffer buffer in (NativeBuffer[])[_memory, _vectors, _tiny, _weightings, _result, _naiveResult, _sum, _naiveSum])
            buffer.Dispose();
    }

    [Benchmark(Baseline = true, Description = "naive"), BenchmarkCategory("dots")]
    public void NaiveDots() => NaiveSlots.Dots(_memory.Span, Slots, Width, _vectors.Span, Heads, _naiveResult.Span);

    [Benchmark(Description = "vector"), BenchmarkCategory("dots")]
    public void Dots() => SlotKernels.Dots(_memory.Pointer, Slots, Width, _vectors.Pointer, Heads, _result.Pointer);

    [Benchmark(Baseline = true, Description = "naive"), BenchmarkCategory("squares")]
    public void NaiveSquares() => NaiveSlots.Squares(_memory.Span, Slots, Width, _naiveResult.Span);

    [Benchmark(Description = "vector"), BenchmarkCategory("squares")]
    public void Squares() => SlotKernels.Squares(_memory.Pointer, Slots, Width, _result.Pointer);

    [Benchmark(Baseline = true, Description = "naive"), BenchmarkCategory("read")]
    public void NaiveRead() => NaiveSlots.Read(_memory.Span, Slots, Width, _weightings.Span, Heads, _naiveResult.Span);

    [Benchmark(Description = "vector"), BenchmarkCategory("read")]
    public void Read() => SlotKernels.Read(_memory.Pointer, Slots, Width, _weightings.Pointer, Heads, _result.Pointer);

    [Benchmark(Baseline = true, Description = "naive"), BenchmarkCategory("read gradient")]
    public void NaiveReadGradient() => NaiveSlots.ReadGradient(
        _memory.Span, Slots, Width, _weightings.Span, Heads, _tiny.Span, _naiveResult.Span, _naiveSum.Span);

    [Benchmark(Description = "vector"), BenchmarkCategory("read gradient")]
    public void ReadGradient() => SlotKernels.ReadGradient(
        _memory.Pointer, Slots, Width, _weightings.Pointer, Heads, _tiny.Pointer, _result.Pointer, _sum.Pointer);

    private static void Compare(string what, Action naive, Action fast, NativeBuffer naiveResult, NativeBuffer result)
    {
        naive();
        fast();
        Agreement.Require(what, naiveResult.Span, result.Span);
    }
}
