using BenchmarkDotNet.Attributes;
using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Benchmarks;

/// <summary>
/// Writing to memories of 128 x 20, one for each row; forward, and forward with backward. One head has a path of its own.
/// </summary>
public class EraseAddBenchmarks
{
    private const int Width = 20, Slots = 128;
    private PrimitiveBench _bench = null!;
    private NativeBuffer _memory = null!, _weights = null!, _erase = null!, _add = null!, _gradient = null!, _next = null!;
    private NativeBuffer _dMemory = null!, _dWeights = null!, _dErase = null!, _dAdd = null!;
    private Variable _m = null!, _w = null!, _e = null!, _a = null!, _n = null!;

    [Params(1, 8)]
    public int Rows { get; set; }

    [Params(1, 3)]
    public int Heads { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _bench = new PrimitiveBench();
        _memory = _bench.Keep(Draws.Gaussian(Rows * Width * Slots, "memory"));
        _weights = _bench.Keep(Draws.Distributions(Rows * Heads, Slots, "weights"));
        _erase = _bench.Keep(Draws.Uniform(Rows * Heads * Width, "erase", 0, 1));
        _add = _bench.Keep(Draws.Gaussian(Rows * Heads * Width, "add"));
        _gradient = _bench.Keep(Draws.Gaussian(Rows * Width * Slots, "gradient"));
        (_next, _dMemory) = (_bench.Zeros(Rows * Width * Slots), _bench.Zeros(Rows * Width * Slots));
        _dWeights = _bench.Zeros(Rows * Heads * Slots);
        (_dErase, _dAdd) = (_bench.Zeros(Rows * Heads * Width), _bench.Zeros(Rows * Heads * Width));
        NaiveBoth();
        Both();
        Agreement.Require("memory", _next.Span, _n.Span);
        Agreement.Require("gradient of memory", _dMemory.Span, _m.GradientSpan);
        Agreement.Require("gradient of weights", _dWeights.Span, _w.GradientSpan);
        Agreement.Require("gradient of erase", _dErase.Span, _e.GradientSpan);
        Agreement.Require("gradient of add", _dAdd.Span, _a.GradientSpan);
    }

    [GlobalCleanup]
    public void Cleanup() => _bench.Dispose();

    [Benchmark(Baseline = true, Description = "naive"), BenchmarkCategory("forward")]
    public void NaiveForward()
    {
        for (int row = 0; row < Rows; row++)
            NaiveEraseAdd.Forward(
                Part(_memory, row), Part(_weights, row), Part(_erase, row), Part(_add, row), Part(_next, row), Heads, Width, Slots);
    }

    [Benchmark(Description = "tape"), BenchmarkCategory("forward")]
    public void Forward()
    {
        _bench.Tape.Reset(Rows);
        _m = _bench.Input(_memory, new Shape(Rows, Width, Slots));
        _w = _bench.Input(_weights, new Shape(Rows, Heads, Slots));
        _e = _bench.Input(_erase, new Shape(Rows, Heads, Width));
        _a = _bench.Input(_add, new Shape(Rows, Heads, Width));
        _n = _bench.Tape.EraseAdd(_m, _w, 0, _e, _a);
    }

    [Benchmark(Baseline = true, Description = "naive"), BenchmarkCategory("with backward")]
    public void NaiveBoth()
    {
        NaiveForward();
        for (int row = 0; row < Rows; row++)
            NaiveEraseAdd.Backward(
                Part(_memory, row), Part(_weights, row), Part(_erase, row), Part(_add, row), Part(_gradient, row),
                Part(_dMemory, row), Part(_dWeights, row), Part(_dErase, row), Part(_dAdd, row), Heads, Width, Slots);
    }

    [Benchmark(Description = "tape"), BenchmarkCategory("with backward")]
    public void Both()
    {
        Forward();
        _bench.Backward(_n, _gradient);
    }

    private Span<Real> Part(NativeBuffer buffer, int row) => PrimitiveBench.Part(buffer, row, Rows);
}
