using BenchmarkDotNet.Attributes;
using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Benchmarks;

/// <summary>Location addressing of two heads over 128 slots, shifts of one slot; forward, and forward with backward.</summary>
public class LocationAddressingBenchmarks
{
    private const int Heads = 2, Slots = 128, Window = 3;
    private PrimitiveBench _bench = null!;
    private NativeBuffer _content = null!, _previous = null!, _gates = null!, _shifts = null!, _sharpening = null!, _gradient = null!;
    private NativeBuffer _gated = null!, _shifted = null!, _weights = null!, _dShifted = null!;
    private NativeBuffer _dContent = null!, _dPrevious = null!, _dGates = null!, _dShifts = null!, _dSharpening = null!;
    private Variable _c = null!, _p = null!, _g = null!, _s = null!, _y = null!, _w = null!;

    [Params(1, 8)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        int heads = Rows * Heads;
        _bench = new PrimitiveBench();
        _content = _bench.Keep(Draws.Distributions(heads, Slots, "content"));
        _previous = _bench.Keep(Draws.Distributions(heads, Slots, "previous"));
        _gates = _bench.Keep(Draws.Uniform(heads, "gates", 0.1, 0.9));
        _shifts = _bench.Keep(Draws.Distributions(heads, Window, "shifts"));
        _sharpening = _bench.Keep(Draws.Uniform(heads, "sharpening", 1, 5));
        _gradient = _bench.Keep(Draws.Gaussian(heads * Slots, "gradient"));
        (_gated, _shifted, _weights) = (_bench.Zeros(heads * Slots), _bench.Zeros(heads * Slots), _bench.Zeros(heads * Slots));
        (_dContent, _dPrevious, _dShifted) = (_bench.Zeros(heads * Slots), _bench.Zeros(heads * Slots), _bench.Zeros(Slots));
        (_dGates, _dShifts, _dSharpening) = (_bench.Zeros(heads), _bench.Zeros(heads * Window), _bench.Zeros(heads));
        NaiveBoth();
        Both();
        Agreement.Require("weights", _weights.Span, _w.Span);
        Agreement.Require("gradient of content", _dContent.Span, _c.GradientSpan);
        Agreement.Require("gradient of previous", _dPrevious.Span, _p.GradientSpan);
        Agreement.Require("gradient of gates", _dGates.Span, _g.GradientSpan);
        Agreement.Require("gradient of shifts", _dShifts.Span, _s.GradientSpan);
        Agreement.Require("gradient of sharpening", _dSharpening.Span, _y.GradientSpan);
    }

    [GlobalCleanup]
    public void Cleanup() => _bench.Dispose();

    [Benchmark(Baseline = true, Description = "naive"), BenchmarkCategory("forward")]
    public void NaiveForward()
    {
        for (int head = 0; head < Rows * Heads; head++)
            NaiveLocationAddressing.Forward(
                Part(_content, head), Part(_previous, head), _gates.Span[head], Part(_shifts, head), _sharpening.Span[head],
                Part(_gated, head), Part(_shifted, head), Part(_weights, head));
    }

    [Benchmark(Description = "tape"), BenchmarkCategory("forward")]
    public void Forward()
    {
        _bench.Tape.Reset(Rows);
        _c = _bench.Input(_content, new Shape(Rows, Heads, Slots));
        _p = _bench.Input(_previous, new Shape(Rows, Heads, Slots));
        _g = _bench.Input(_gates, new Shape(Rows, Heads, 1));
        _s = _bench.Input(_shifts, new Shape(Rows, Heads, Window));
        _y = _bench.Input(_sharpening, new Shape(Rows, Heads, 1));
        _w = _bench.Tape.LocationAddressing(_c, _p, _g, _s, _y);
    }

    [Benchmark(Baseline = true, Description = "naive"), BenchmarkCategory("with backward")]
    public void NaiveBoth()
    {
        NaiveForward();
        for (int head = 0; head < Rows * Heads; head++)
            (_dGates.Span[head], _dSharpening.Span[head]) = NaiveLocationAddressing.Backward(
                Part(_content, head), Part(_previous, head), _gates.Span[head], Part(_shifts, head), _sharpening.Span[head],
                Part(_gated, head), Part(_shifted, head), Part(_weights, head), Part(_gradient, head),
                _dShifted.Span, Part(_dContent, head), Part(_dPrevious, head), Part(_dShifts, head));
    }

    [Benchmark(Description = "tape"), BenchmarkCategory("with backward")]
    public void Both()
    {
        Forward();
        _bench.Backward(_w, _gradient);
    }

    private Span<Real> Part(NativeBuffer buffer, int head) => PrimitiveBench.Part(buffer, head, Rows * Heads);
}
