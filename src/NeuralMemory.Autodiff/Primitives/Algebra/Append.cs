namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>Puts a row behind those that each sequence has already: a cache of keys or values that grows by a step.</summary>
    /// <param name="cache">[at least B, t, W]; null for nothing so far.</param>
    /// <param name="x">[B, W]</param>
    /// <returns>[B, t + 1, W]</returns>
    public Variable Append(Variable? cache, Variable x)
    {
        Expect.That(x.Shape.Rank == 2, $"'x' has the shape {x.Shape}, expected [B, W]");
        if (cache is not null)
        {
            Expect.Rows(cache, x.Rows, cache.Shape.Rank == 3 ? cache.Shape[1] : 1, x.Shape.RowCount);
            Touch(cache);
        }

        Touch(x);
        return AppendCore(cache, x);
    }

    /// <summary>The engine's <see cref="Append"/>, whose arguments have been checked.</summary>
    protected abstract Variable AppendCore(Variable? cache, Variable x);
}
