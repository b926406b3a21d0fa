namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>Rows of a table that is trained: the embeddings of symbols, or of places.</summary>
    /// <param name="table">A plain tensor [N, E].</param>
    /// <param name="indices">Which rows, from 0 to below N; -1 gives a row of zeros, from which no gradient comes. They are copied.</param>
    /// <returns>[B, E] one for each of <paramref name="indices"/>.</returns>
    public Variable Lookup(Parameter table, ReadOnlySpan<int> indices)
    {
        if (table.Layout is not null || table.Shape.Rank != 2)
            throw new ArgumentException($"{nameof(Lookup)}: '{table.Name}' is no table of rows");
        Expect.That(indices.Length >= 1, "takes at least one index");
        foreach (int index in indices)
            Expect.That(index >= -1 && index < table.Shape[0], $"row {index} of the {table.Shape[0]} of '{table.Name}'");
        return LookupCore(table, indices);
    }

    /// <summary>The engine's <see cref="Lookup"/>, whose arguments have been checked.</summary>
    protected abstract Variable LookupCore(Parameter table, ReadOnlySpan<int> indices);
}
