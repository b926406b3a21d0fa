namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// r = sum over heads and their chosen slots of w(h, k) v(slot(h, k)): reading a few rows of a large table that is trained. Nothing but
    /// these rows is looked at, forward or backward.
    /// </summary>
    /// <param name="table">A plain tensor [N, V].</param>
    /// <param name="weights">[B, H, K]</param>
    /// <param name="slots">[B, H, K] whole numbers from 0 to below N; not differentiated.</param>
    /// <returns>[B, V]</returns>
    public Variable WeightedRows(Parameter table, Variable weights, Variable slots)
    {
        if (table.Layout is not null || table.Shape.Rank != 2)
            throw new ArgumentException($"{nameof(WeightedRows)}: '{table.Name}' is no table of rows");
        int rows = weights.Rows, heads = weights.Shape[1], top = weights.Shape[2];
        Expect.Rows(weights, rows, heads, top);
        Expect.Rows(slots, rows, heads, top);
        Touch(weights, slots);
        return WeightedRowsCore(table, weights, slots);
    }

    /// <summary>The engine's <see cref="WeightedRows"/>, whose arguments have been checked, but for the numbers.</summary>
    protected abstract Variable WeightedRowsCore(Parameter table, Variable weights, Variable slots);
}
