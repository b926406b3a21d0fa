using BenchmarkDotNet.Attributes;
using NeuralMemory.Numerics;

namespace NeuralMemory.Benchmarks;

/// <summary>Softmax over the slots of a memory.</summary>
public unsafe class SoftmaxBenchmarks
{
    private const Real Scale = 2;
    private NativeBuffer _x = null!, _gradient = null!, _weights = null!, _scores = null!, _naiveWeights = null!, _naiveScores = null!;

    [Params(128)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        (_x, _gradient) = (Draws.Gaussian(Count, "x"), Draws.Gaussian(Count, "gradient"));
        (_weights, _naiveWeights) = (new NativeBuffer(Count), new NativeBuffer(Count));
        (_scores, _naiveScores) = (new NativeBuffer(Count), new NativeBuffer(Count));
        NaiveForward();
        Forward();
        Agreement.Require("weights", _naiveWeights.Span, _weights.Span);
        NaiveBackward();
        Backward();
        Agreement.Require("score gradient", _naiveScores.Span, _scores.Span);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        foreach (NativeBuffer buffer in (NativeBuffer[])[_x, _gradient, _weights, _scores, _naiveWeights, _naiveScores])
            buffer.Dispose();
    }

    [Benchmark(Baseline = true, Description = "naive"), BenchmarkCategory("forward")]
    public void NaiveForward() => NaiveSoftmax.Forward(_x.Span, Scale, _naiveWeights.Span);

    [Benchmark(Description = "vector"), BenchmarkCategory("forward")]
    public void Forward() => Softmax.Forward(_x.Pointer, Scale, _weights.Pointer, Count);

    [Benchmark(Baseline = true, Description = "naive"), BenchmarkCategory("backward")]
    public void NaiveBackward() => NaiveSoftmax.Backward(_naiveWeights.Span, _gradient.Span, _naiveScores.Span);

    [Benchmark(Description = "vector"), BenchmarkCategory("backward")]
    public void Backward() => Softmax.Backward(_weights.Pointer, _gradient.Pointer, _scores.Pointer, Count);
}
