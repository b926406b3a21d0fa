namespace NeuralMemory.Benchmarks;

/// <summary>Which slots are free, for one writer: a sort and loops, and the gradient slot by slot.</summary>
internal static class NaiveAllocation
{
    /// <summary>a = (1 - u) times the product of the usages sorted before; <paramref name="keys"/> is scratch.</summary>
    public static void Forward(ReadOnlySpan<Real> usage, Span<ulong> keys, Span<int> order, Span<Real> allocation)
    {
        NaiveSlotOrder.Ascending(usage, keys, order);
        for (int k = 0; k < order.Length; k++)
        {
            Real product = 1;
            for (int before = 0; before < k; before++)
                product *= usage[order[before]];
            allocation[order[k]] = (1 - usage[order[k]]) * product;
        }
    }

    /// <summary>Sets the gradient of the usages, given that of the allocation.</summary>
    public static void Backward(ReadOnlySpan<Real> usage, ReadOnlySpan<int> order, ReadOnlySpan<Real> gradient, Span<Real> dUsage)
    {
        Real product = 1;
        for (int k = 0; k < order.Length; k++)
        {
            Real others = product, sum = -gradient[order[k]] * product;
            for (int later = k + 1; later < order.Length; later++)
            {
                sum += gradient[order[later]] * (1 - usage[order[later]]) * others;
                others *= usage[order[later]];
            }

            dUsage[order[k]] = sum;
            product *= usage[order[k]];
        }
    }
}
