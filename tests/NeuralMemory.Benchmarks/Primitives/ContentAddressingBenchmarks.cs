using BenchmarkDotNet.Attributes;
using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Benchmarks;

/// <summary>Content addressing of two heads over memories of 128 x 20, one for each row; forward, and forward with backward.</summary>
public class ContentAddressingBenchmarks
{
    private const int Heads = 2, Width = 20, Slots = 128;
    private PrimitiveBench _bench = null!;
    private NativeBuffer _keys = null!, _strengths = null!, _memory = null!, _gradient = null!;
    private NativeBuffer _cosines = null!, _weights = null!, _scores = null!, _dKeys = null!, _dStrengths = null!, _dMemory = null!;
    private Variable _k = null!, _s = null!, _m = null!, _w = null!;

    [Params(1, 8)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _bench = new PrimitiveBench();
        _keys = _bench.Keep(Draws.Gaussian(Rows * Heads * Width, "keys"));
        _strengths = _bench.Keep(Draws.Uniform(Rows * Heads, "strengths", 0.5, 5));
        _memory = _bench.Keep(Draws.Gaussian(Rows * Width * Slots, "memory"));
        _gradient = _bench.Keep(Draws.Gaussian(Rows * Heads * Slots, "gradient"));
        (_cosines, _weights, _scores) = (_bench.Zeros(Rows * Heads * Slots), _bench.Zeros(Rows * Heads * Slots), _bench.Zeros(Slots));
        _dKeys = _bench.Zeros(Rows * Heads * Width);
        _dStrengths = _bench.Zeros(Rows * Heads);
        _dMemory = _bench.Zeros(Rows * Width * Slots);
        NaiveBoth();
        Both();
        Agreement.Require("weights", _weights.Span, _w.Span);
        Agreement.Require("gradient of keys", _dKeys.Span, _k.GradientSpan);
        Agreement.Require("gradient of strengths", _dStrengths.Span, _s.GradientSpan);
        Agreement.Require("gradient of memory", _dMemory.Span, _m.GradientSpan);
    }

    [GlobalCleanup]
    public void Cleanup() => _bench.Dispose();

    [Benchmark(Baseline = true, Description = "naive"), BenchmarkCategory("forward")]
    public void NaiveForward()
    {
        for (int row = 0; row < Rows; row++)
            NaiveContentAddressing.Forward(
                Part(_keys, row), Part(_strengths, row), Part(_memory, row), Part(_cosines, row), Part(_weights, row), Heads, Width, Slots);
    }

    [Benchmark(Description = "tape"), BenchmarkCategory("forward")]
    public void Forward()
    {
        _bench.Tape.Reset(Rows);
        _k = _bench.Input(_keys, new Shape(Rows, Heads, Width));
        _s = _bench.Input(_strengths, new Shape(Rows, Heads, 1));
        _m = _bench.Input(_memory, new Shape(Rows, Width, Slots));
        _w = _bench.Tape.ContentAddressing(_k, _s, _m);
    }

    [Benchmark(Baseline = true, Description = "naive"), BenchmarkCategory("with backward")]
    public void NaiveBoth()
    {
        NaiveForward();
        for (int row = 0; row < Rows; row++)
            NaiveContentAddressing.Backward(
                Part(_keys, row), Part(_strengths, row), Part(_memory, row), Part(_cosines, row), Part(_weights, row), Part(_gradient, row),
                _scores.Span, Part(_dKeys, row), Part(_dStrengths, row), Part(_dMemory, row), Heads, Width, Slots);
    }

    [Benchmark(Description = "tape"), BenchmarkCategory("with backward")]
    public void Both()
    {
        Forward();
        _bench.Backward(_w, _gradient);
    }

    private Span<Real> Part(NativeBuffer buffer, int row) => PrimitiveBench.Part(buffer, row, Rows);
}
