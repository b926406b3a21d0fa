using BenchmarkDotNet.Attributes;
using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Benchmarks;

/// <summary>Masked content addressing of four heads over eight memories of 64 x 32; forward, and forward with backward.</summary>
public class MaskedContentAddressingBenchmarks
{
    private const int Rows = 8, Heads = 4, Width = 32, Slots = 64;
    private readonly NaiveMaskedContentAddressing _naive = new(Heads, Width, Slots);
    private PrimitiveBench _bench = null!;
    private NativeBuffer _keys = null!, _strengths = null!, _masks = null!, _memory = null!, _gradient = null!, _cosines = null!;
    private NativeBuffer _weights = null!, _dKeys = null!, _dStrengths = null!, _dMasks = null!, _dMemory = null!;
    private Variable _k = null!, _s = null!, _q = null!, _m = null!, _w = null!;

    [GlobalSetup]
    public void Setup()
    {
        _bench = new PrimitiveBench();
        _keys = _bench.Keep(Draws.Gaussian(Rows * Heads * Width, "keys"));
        _strengths = _bench.Keep(Draws.Uniform(Rows * Heads, "strengths", 0.5, 5));
        _masks = _bench.Keep(Draws.Uniform(Rows * Heads * Width, "masks", 0, 1));
        _memory = _bench.Keep(Draws.Gaussian(Rows * Width * Slots, "memory"));
        _gradient = _bench.Keep(Draws.Gaussian(Rows * Heads * Slots, "gradient"));
        (_cosines, _weights) = (_bench.Zeros(Rows * Heads * Slots), _bench.Zeros(Rows * Heads * Slots));
        (_dKeys, _dMasks) = (_bench.Zeros(Rows * Heads * Width), _bench.Zeros(Rows * Heads * Width));
        (_dStrengths, _dMemory) = (_bench.Zeros(Rows * Heads), _bench.Zeros(Rows * Width * Slots));
        NaiveBoth();
        Both();
        Agreement.Require("weights", _weights.Span, _w.Span);
        Agreement.Require("gradient of keys", _dKeys.Span, _k.GradientSpan);
        Agreement.Require("gradient of strengths", _dStrengths.Span, _s.GradientSpan);
        Agreement.Require("gradient of masks", _dMasks.Span, _q.GradientSpan);
        Agreement.Require("gradient of memory", _dMemory.Span, _m.GradientSpan);
    }

    [GlobalCleanup]
    public void Cleanup() => _bench.Dispose();

    [Benchmark(Baseline = true, Description = "naive"), BenchmarkCategory("forward")]
    public void NaiveForward()
    {
        for (int row = 0; row < Rows; row++)
            _naive.Forward(
                Part(_keys, row), Part(_strengths, row), Part(_masks, row), Part(_memory, row), Part(_cosines, row), Part(_weights, row));
    }

    [Benchmark(Description = "tape"), BenchmarkCategory("forward")]
    public void Forward()
    {
        _bench.Tape.Reset(Rows);
        _k = _bench.Input(_keys, new Shape(Rows, Heads, Width));
        _s = _bench.Input(_strengths, new Shape(Rows, Heads, 1));
        _q = _bench.Input(_masks, new Shape(Rows, Heads, Width));
        _m = _bench.Input(_memory, new Shape(Rows, Width, Slots));
        _w = _bench.Tape.MaskedContentAddressing(_k, _s, _q, _m);
    }

    [Benchmark(Baseline = true, Description = "naive"), BenchmarkCategory("with backward")]
    public void NaiveBoth()
    {
        NaiveForward();
        for (int row = 0; row < Rows; row++)
            _naive.Backward(
                Part(_keys, row), Part(_strengths, row), Part(_masks, row), Part(_memory, row), Part(_cosines, row), Part(_weights, row),
                Part(_gradient, row), Part(_dKeys, row), Part(_dStrengths, row), Part(_dMasks, row), Part(_dMemory, row));
    }

    [Benchmark(Description = "tape"), BenchmarkCategory("with backward")]
    public void Both()
    {
        Forward();
        _bench.Backward(_w, _gradient);
    }

    private static Span<Real> Part(NativeBuffer buffer, int row) => PrimitiveBench.Part(buffer, row, Rows);
}
