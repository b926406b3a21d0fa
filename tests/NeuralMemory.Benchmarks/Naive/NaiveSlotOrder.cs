namespace NeuralMemory.Benchmarks;

/// <summary>Slots in ascending order by the library's sort of the values' bits, made stable by the index behind them.</summary>
internal static class NaiveSlotOrder
{
    /// <summary>Sorts; <paramref name="keys"/> is scratch of the same length.</summary>
    public static void Ascending(ReadOnlySpan<Real> values, Span<ulong> keys, Span<int> order)
    {
        for (int i = 0; i < values.Length; i++)
            keys[i] = (ulong)BitConverter.SingleToUInt32Bits(values[i]) << 32 | (uint)i;
        keys.Sort();
        for (int i = 0; i < keys.Length; i++)
            order[i] = (int)(uint)keys[i];
    }
}
