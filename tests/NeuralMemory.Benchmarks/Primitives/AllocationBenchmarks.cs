using BenchmarkDotNet.Attributes;
using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Benchmarks;

/// <summary>Allocation by one writer in eight memories; forward, and forward with backward.</summary>
public class AllocationBenchmarks
{
    private const int Rows = 8;
    private PrimitiveBench _bench = null!;
    private NativeBuffer _usage = null!, _gates = null!, _gradient = null!, _allocation = null!, _dUsage = null!;
    private ulong[] _keys = null!;
    private int[] _order = null!;
    private Variable _u = null!, _a = null!;

    [Params(16, 64, 256)]
    public int Slots { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _bench = new PrimitiveBench();
        _usage = _bench.Keep(Draws.Uniform(Rows * Slots, "usage", 0, 1));
        _gates = _bench.Keep(Draws.Uniform(Rows, "gates", 0, 1));
        _gradient = _bench.Keep(Draws.Gaussian(Rows * Slots, "gradient"));
        (_allocation, _dUsage) = (_bench.Zeros(Rows * Slots), _bench.Zeros(Rows * Slots));
        (_keys, _order) = (new ulong[Slots], new int[Rows * Slots]);
        NaiveBoth();
        Both();
        Agreement.Require("allocation", _allocation.Span, _a.Span);
        Agreement.Require("gradient of usage", _dUsage.Span, _u.GradientSpan);
    }

    [GlobalCleanup]
    public void Cleanup() => _bench.Dispose();

    [Benchmark(Baseline = true, Description = "naive"), BenchmarkCategory("forward")]
    public void NaiveForward()
    {
        for (int row = 0; row < Rows; row++)
            NaiveAllocation.Forward(Part(_usage, row), _keys, _order.AsSpan(row * Slots, Slots), Part(_allocation, row));
    }

    [Benchmark(Description = "tape"), BenchmarkCategory("forward")]
    public void Forward()
    {
        _bench.Tape.Reset(Rows);
        _u = _bench.Input(_usage, new Shape(Rows, Slots));
        Variable gates = _bench.Input(_gates, new Shape(Rows, 1, 1));
        _a = _bench.Tape.Allocation(_u, gates, gates);
    }

    [Benchmark(Baseline = true, Description = "naive"), BenchmarkCategory("with backward")]
    public void NaiveBoth()
    {
        NaiveForward();
        for (int row = 0; row < Rows; row++)
            NaiveAllocation.Backward(Part(_usage, row), _order.AsSpan(row * Slots, Slots), Part(_gradient, row), Part(_dUsage, row));
    }

    [Benchmark(Description = "tape"), BenchmarkCategory("with backward")]
    public void Both()
    {
        Forward();
        _bench.Backward(_a, _gradient);
    }

    private static Span<Real> Part(NativeBuffer buffer, int row) => PrimitiveBench.Part(buffer, row, Rows);
}
