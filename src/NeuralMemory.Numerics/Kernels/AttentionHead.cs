namespace NeuralMemory.Numerics;

/// <summary>One head of one sequence, as <see cref="AttentionBlocks"/> lays it out.</summary>
public unsafe struct AttentionHead
{
    /// <summary>n, the number of queries.</summary>
    public int QueryCount { get; set; }

    /// <summary>m, the number of keys.</summary>
    public int KeyCount { get; set; }

    /// <summary>D, the numbers of a query.</summary>
    public int QueryNumbers { get; set; }

    /// <summary>V, the numbers of a value.</summary>
    public int ValueNumbers { get; set; }

    /// <summary>[QueryRows(n), Padded(D)] the queries, scaled.</summary>
    public Real* Queries { get; set; }

    /// <summary>[KeyRows(m), Padded(D)] the keys; for the backward pass alone.</summary>
    public Real* Keys { get; set; }

    /// <summary>[KeyRows(m) / 64][D][64] the keys on their side.</summary>
    public Real* KeysAside { get; set; }

    /// <summary>[KeyRows(m), Padded(V)] the values.</summary>
    public Real* Values { get; set; }

    /// <summary>[KeyRows(m) / 64][V][64] the values on their side; for the backward pass alone.</summary>
    public Real* ValuesAside { get; set; }

    /// <summary>[n] the first key that each query sees.</summary>
    public int* From { get; set; }

    /// <summary>[n] the key after the last that it sees.</summary>
    public int* To { get; set; }

    /// <summary>What a score loses with each step of distance.</summary>
    public Real Slope { get; set; }

    /// <summary>Padded(D).</summary>
    public readonly int QueryWidth => AttentionBlocks.Padded(QueryNumbers);

    /// <summary>Padded(V).</summary>
    public readonly int ValueWidth => AttentionBlocks.Padded(ValueNumbers);

    /// <summary>The keys that any of some queries sees.</summary>
    internal readonly (int From, int To) KeysOf(int first, int count)
    {
        (int from, int to) = (int.MaxValue, 0);
        for (int query = first; query < first + count; query++)
            (from, to) = (Math.Min(from, From[query]), Math.Max(to, To[query]));
        return (from, to);
    }
}
