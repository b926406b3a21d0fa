using BenchmarkDotNet.Attributes;
using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Benchmarks;

/// <summary>
/// One step of temporal links that have been written in all rows, with four readers, dense and of 8 entries a slot; forward, and forward
/// with backward. The sparse ones leave out what the dense ones do, so that there is nothing to compare.
/// </summary>
public class SparseTemporalLinkBenchmarks
{
    private const int Readers = 4, Entries = 8, Warming = 600;
    private PrimitiveBench _bench = null!;
    private NativeBuffer _slots = null!, _values = null!, _link = null!, _precedence = null!, _writes = null!, _reads = null!;
    private NativeBuffer _gradient = null!;

    [Params(16, 64, 256, 1024)]
    public int Slots { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _bench = new PrimitiveBench();
        _writes = _bench.Keep(Draws.Distributions(1, Slots, "writes"));
        _reads = _bench.Keep(Draws.Distributions(Readers, Slots, "reads"));
        _gradient = _bench.Keep(Draws.Gaussian(Readers * Slots, "gradient"));
        (_slots, _values) = (_bench.Zeros(Slots * Entries), _bench.Zeros(Slots * Entries));
        (_link, _precedence) = (_bench.Zeros(Slots * Slots), _bench.Zeros(Slots));
        _slots.Span.Fill(SparseLinks.Free);
        for (int step = 0; step < Warming; step++)
        {
            using NativeBuffer writes = Draws.Distributions(1, Slots, $"step {step}");
            Weaken(writes);
            SparseTemporalLinks links = Sparse(writes);
            links.Slots.Span.CopyTo(_slots.Span);
            links.Values.Span.CopyTo(_values.Span);
            links.Precedence.Span.CopyTo(_precedence.Span);
        }

        for (int entry = 0; entry < Slots * Entries; entry++)
            if (_slots.Span[entry] >= 0)
                _link.Span[entry / Entries * Slots + (int)_slots.Span[entry]] = _values.Span[entry];
    }

    [GlobalCleanup]
    public void Cleanup() => _bench.Dispose();

    [Benchmark(Baseline = true, Description = "dense"), BenchmarkCategory("forward")]
    public void DenseForward() => Dense();

    [Benchmark(Description = "sparse"), BenchmarkCategory("forward")]
    public void SparseForward() => Sparse(_writes);

    [Benchmark(Baseline = true, Description = "dense"), BenchmarkCategory("with backward")]
    public void DenseBoth()
    {
        TemporalLinks links = Dense();
        Backward(links.Forward, links.Backward, links.Link);
    }

    [Benchmark(Description = "sparse"), BenchmarkCategory("with backward")]
    public void SparseBoth()
    {
        SparseTemporalLinks links = Sparse(_writes);
        Backward(links.Forward, links.Backward, links.Values);
    }

    /// <summary>As by a write gate that is not quite open, so that links do not vanish.</summary>
    private static void Weaken(NativeBuffer writes)
    {
        foreach (ref Real weight in writes.Span)
            weight *= (Real)0.9;
    }

    private TemporalLinks Dense()
    {
        _bench.Tape.Reset(1);
        return _bench.Tape.TemporalLink(
            _bench.Input(_link, new Shape(1, 1, Slots, Slots)), _bench.Input(_precedence, new Shape(1, 1, Slots)),
            _bench.Input(_writes, new Shape(1, 1, Slots)), _bench.Input(_reads, new Shape(1, Readers, Slots)));
    }

    private SparseTemporalLinks Sparse(NativeBuffer writes)
    {
        _bench.Tape.Reset(1);
        return _bench.Tape.SparseTemporalLink(
            _bench.Input(_slots, new Shape(1, 1, Slots, Entries)), _bench.Input(_values, new Shape(1, 1, Slots, Entries)),
            _bench.Input(_precedence, new Shape(1, 1, Slots)), _bench.Input(writes, new Shape(1, 1, Slots)),
            _bench.Input(_reads, new Shape(1, Readers, Slots)));
    }

    private void Backward(Variable forward, Variable backward, Variable links)
    {
        // The links' own gradient has come from the step after; here it is zero.
        _bench.Tape.Seed(links, []);
        _bench.Tape.Seed(forward, _gradient.Span);
        _bench.Backward(backward, _gradient);
    }
}
