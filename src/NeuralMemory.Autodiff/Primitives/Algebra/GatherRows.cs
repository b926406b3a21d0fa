namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>Rows of a tensor in any order, each as often as it is asked for.</summary>
    /// <param name="x">[R, ...]</param>
    /// <param name="rows">Which rows, from 0 to below R; at least one. They are copied.</param>
    /// <returns>[B, ...] one for each of <paramref name="rows"/>.</returns>
    public Variable GatherRows(Variable x, ReadOnlySpan<int> rows)
    {
        Expect.That(rows.Length >= 1, "takes at least one row");
        foreach (int row in rows)
            Expect.That((uint)row < (uint)x.Rows, $"row {row} of {x.Rows}");
        Touch(x);
        return GatherRowsCore(x, rows);
    }

    /// <summary>The engine's <see cref="GatherRows"/>, whose arguments have been checked.</summary>
    protected abstract Variable GatherRowsCore(Variable x, ReadOnlySpan<int> rows);
}
