using BenchmarkDotNet.Attributes;
using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Benchmarks;

/// <summary>Reading memories of 128 x 20, one for each row, with one head; forward, and forward with backward.</summary>
public class ReadBenchmarks
{
    private const int Heads = 1, Width = 20, Slots = 128;
    private PrimitiveBench _bench = null!;
    private NativeBuffer _memory = null!, _weights = null!, _gradient = null!, _reads = null!, _dMemory = null!, _dWeights = null!;
    private Variable _m = null!, _w = null!, _r = null!;

    [Params(1, 8)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _bench = new PrimitiveBench();
        _memory = _bench.Keep(Draws.Gaussian(Rows * Width * Slots, "memory"));
        _weights = _bench.Keep(Draws.Distributions(Rows * Heads, Slots, "weights"));
        _gradient = _bench.Keep(Draws.Gaussian(Rows * Heads * Width, "gradient"));
        _reads = _bench.Zeros(Rows * Heads * Width);
        (_dMemory, _dWeights) = (_bench.Zeros(Rows * Width * Slots), _bench.Zeros(Rows * Heads * Slots));
        NaiveBoth();
        Both();
        Agreement.Require("reads", _reads.Span, _r.Span);
        Agreement.Require("gradient of memory", _dMemory.Span, _m.GradientSpan);
        Agreement.Require("gradient of weights", _dWeights.Span, _w.GradientSpan);
    }

    [GlobalCleanup]
    public void Cleanup() => _bench.Dispose();

    [Benchmark(Baseline = true, Description = "naive"), BenchmarkCategory("forward")]
    public void NaiveForward()
    {
        for (int row = 0; row < Rows; row++)
            NaiveSlots.Read(Part(_memory, row), Slots, Width, Part(_weights, row), Heads, Part(_reads, row));
    }

    [Benchmark(Description = "tape"), BenchmarkCategory("forward")]
    public void Forward()
    {
        _bench.Tape.Reset(Rows);
        _m = _bench.Input(_memory, new Shape(Rows, Width, Slots));
        _w = _bench.Input(_weights, new Shape(Rows, Heads, Slots));
        _r = _bench.Tape.WeightedRead(_m, _w, 0, Heads);
    }

    [Benchmark(Baseline = true, Description = "naive"), BenchmarkCategory("with backward")]
    public void NaiveBoth()
    {
        NaiveForward();
        for (int row = 0; row < Rows; row++)
            NaiveRead.Backward(
                Part(_memory, row), Part(_weights, row), Part(_gradient, row), Part(_dMemory, row), Part(_dWeights, row),
                Heads, Width, Slots);
    }

    [Benchmark(Description = "tape"), BenchmarkCategory("with backward")]
    public void Both()
    {
        Forward();
        _bench.Backward(_r, _gradient);
    }

    private Span<Real> Part(NativeBuffer buffer, int row) => PrimitiveBench.Part(buffer, row, Rows);
}
