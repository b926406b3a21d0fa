using BenchmarkDotNet.Attributes;
using NeuralMemory.Numerics;

namespace NeuralMemory.Benchmarks;

/// <summary>Slots in ascending order of usage.</summary>
public unsafe class SlotOrderBenchmarks
{
    /// <summary>Many, because a sort of the same numbers again and again is learnt by the processor's branch prediction.</summary>
    private const int Usages = 64;

    private NativeBuffer _usages = null!;
    private ulong[] _keys = null!;
    private int[] _naiveOrder = null!, _order = null!;
    private int _turn;

    [Params(16, 64, 256, 1024)]
    public int Slots { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _usages = Draws.Uniform(Usages * Slots, "usage", 0, 1);
        (_keys, _naiveOrder, _order) = (new ulong[Slots], new int[Slots], new int[Slots]);
        for (int turn = 0; turn < Usages; turn++)
        {
            _turn = turn;
            Library();
            _turn = turn;
            Order();
            if (!_naiveOrder.AsSpan().SequenceEqual(_order))
                throw new InvalidOperationException($"the order of {Slots} slots is not the library's");
        }
    }

    [GlobalCleanup]
    public void Cleanup() => _usages.Dispose();

    [Benchmark(Baseline = true, Description = "library"), BenchmarkCategory("order")]
    public void Library() => NaiveSlotOrder.Ascending(new(Next(), Slots), _keys, _naiveOrder);

    [Benchmark(Description = "ranks or digits"), BenchmarkCategory("order")]
    public void Order()
    {
        fixed (int* order = _order)
            SlotOrder.Ascending(Next(), Slots, order);
    }

    private Real* Next() => _usages.Pointer + _turn++ % Usages * Slots;
}
