using System.Runtime.CompilerServices;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>The keys that each query sees, sequence after sequence, query after query; buffers are kept.</summary>
internal sealed unsafe class KeyRanges
{
    private int[] _from = [], _to = [], _starts = [];

    /// <summary>Computes them anew.</summary>
    public void Set(SequenceRows queryRows, SequenceRows keyRows, AttentionMask mask)
    {
        if (_from.Length < queryRows.Total)
            (_from, _to) = (NewPinned(queryRows.Total), NewPinned(queryRows.Total));
        if (_starts.Length < queryRows.Sequences)
            _starts = new int[queryRows.Sequences];
        int at = 0;
        for (int sequence = 0; sequence < queryRows.Sequences; sequence++)
        {
            (int queries, int keys) = (queryRows.Count(sequence), keyRows.Count(sequence));
            _starts[sequence] = at;
            for (int query = 0; query < queries; query++, at++)
                (_from[at], _to[at]) = mask.RangeOf(query, queries, keys);
        }
    }

    /// <summary>How many queries come before those of a sequence.</summary>
    public int StartOf(int sequence) => _starts[sequence];

    /// <summary>[n] where the ranges of a sequence's queries begin; the array does not move.</summary>
    public int* From(int sequence) => (int*)Unsafe.AsPointer(ref _from[_starts[sequence]]);

    /// <summary>[n] where they end.</summary>
    public int* To(int sequence) => (int*)Unsafe.AsPointer(ref _to[_starts[sequence]]);

    private static int[] NewPinned(int length) => GC.AllocateUninitializedArray<int>(2 * length, pinned: true);
}
