using BenchmarkDotNet.Attributes;
using NeuralMemory.Numerics;

namespace NeuralMemory.Benchmarks;

/// <summary>A dense link matrix and four readers: a step, and its gradients.</summary>
public unsafe class LinkBenchmarks
{
    private const int Heads = 4;
    private readonly List<NativeBuffer> _buffers = [];
    private NativeBuffer _link = null!, _writes = null!, _precedence = null!, _reads = null!, _dForward = null!, _dBackward = null!;
    private Results _naive = null!, _fast = null!;

    [Params(16, 64, 256)]
    public int Slots { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _link = Keep(Draws.Distributions(Slots, Slots, "link"));
        foreach (ref Real x in _link.Span)
            x *= (Real)0.5;
        for (int i = 0; i < Slots; i++)
            _link.Span[i * Slots + i] = 0;
        (_writes, _precedence) = (Keep(Draws.Distributions(1, Slots, "writes")), Keep(Draws.Distributions(1, Slots, "precedence")));
        _reads = Keep(Draws.Distributions(Heads, Slots, "reads"));
        // Small, because a benchmark adds the gradients to the same blocks millions of times.
        _dForward = Keep(Draws.Gaussian(Heads * Slots, "forward", scale: 1e-9));
        _dBackward = Keep(Draws.Gaussian(Heads * Slots, "backward", scale: 1e-9));
        (_naive, _fast) = (new Results(Slots, Keep), new Results(Slots, Keep));
        NaiveUpdate();
        Update();
        NaiveGradient();
        Gradient();
        foreach ((string what, NativeBuffer naive, NativeBuffer fast) in _naive.Zip(_fast))
            Agreement.Require(what, naive.Span, fast.Span);
    }

    [GlobalCleanup]
    public void Cleanup() => _buffers.ForEach(buffer => buffer.Dispose());

    [Benchmark(Baseline = true, Description = "naive"), BenchmarkCategory("update")]
    public void NaiveUpdate() => NaiveLinks.Update(
        _link.Span, _writes.Span, _precedence.Span, _reads.Span, Heads, _naive.Next.Span, _naive.Forward.Span, _naive.Backward.Span);

    [Benchmark(Description = "vector"), BenchmarkCategory("update")]
    public void Update() => LinkKernels.Update(
        _link.Pointer, _writes.Pointer, _precedence.Pointer, Slots, _reads.Pointer, Heads, _fast.Next.Pointer, _fast.Forward.Pointer,
        _fast.Backward.Pointer, Slots);

    [Benchmark(Baseline = true, Description = "naive"), BenchmarkCategory("update gradient")]
    public void NaiveGradient() => NaiveLinks.UpdateGradient(
        _link.Span, _writes.Span, _precedence.Span, _reads.Span, Heads, _naive.Next.Span, _dForward.Span, _dBackward.Span,
        _naive.Gradient.Span, _naive.DWrites.Span, _naive.DPrecedence.Span, _naive.DReads.Span);

    [Benchmark(Description = "vector"), BenchmarkCategory("update gradient")]
    public void Gradient() => LinkKernels.UpdateGradient(
        _link.Pointer, _writes.Pointer, _precedence.Pointer, Slots, _reads.Pointer, Heads, _fast.Next.Pointer, _dForward.Pointer,
        _dBackward.Pointer, Slots, _fast.Gradient.Pointer, _fast.DWrites.Pointer, _fast.DPrecedence.Pointer, _fast.DReads.Pointer);

    private NativeBuffer Keep(NativeBuffer buffer)
    {
        _buffers.Add(buffer);
        return buffer;
    }

    /// <summary>What one of the two versions computes.</summary>
    private sealed class Results(int slots, Func<NativeBuffer, NativeBuffer> keep)
    {
        public NativeBuffer Next { get; } = keep(new(slots * slots));

        public NativeBuffer Forward { get; } = keep(new(Heads * slots));

        public NativeBuffer Backward { get; } = keep(new(Heads * slots));

        public NativeBuffer Gradient { get; } = keep(new(slots * slots));

        public NativeBuffer DWrites { get; } = keep(new(slots));

        public NativeBuffer DPrecedence { get; } = keep(new(slots));

        public NativeBuffer DReads { get; } = keep(new(Heads * slots));

        public IEnumerable<(string What, NativeBuffer Naive, NativeBuffer Fast)> Zip(Results fast) =>
        [
            ("next", Next, fast.Next), ("forward", Forward, fast.Forward), ("backward", Backward, fast.Backward),
            ("gradient of link", Gradient, fast.Gradient), ("gradient of writes", DWrites, fast.DWrites),
            ("gradient of precedence", DPrecedence, fast.DPrecedence), ("gradient of reads", DReads, fast.DReads),
        ];
    }
}
