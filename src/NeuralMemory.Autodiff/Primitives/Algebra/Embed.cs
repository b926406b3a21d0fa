namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// Rows in which symbols, given by their numbers, are replaced by rows of tables that are trained, each in the place of its column:
    /// what a machine sees of a step that shows symbols.
    /// </summary>
    /// <param name="inputs">[B, I]; the columns of symbols hold whole numbers from 0 to below N, or -1 where there is no symbol.</param>
    /// <param name="columns">The columns of symbols, ascending, at least one.</param>
    /// <param name="tables">For each of them a plain tensor [N, E].</param>
    /// <returns>
    /// [B, I - columns + the sum of all E] the numbers that are no symbols, and the symbols' rows; of no symbol a row of zeros, from which
    /// no gradient comes.
    /// </returns>
    public Variable Embed(Variable inputs, ReadOnlySpan<int> columns, ReadOnlySpan<Parameter> tables)
    {
        Expect.That(columns.Length >= 1 && columns.Length == tables.Length, $"{columns.Length} columns and {tables.Length} tables");
        Expect.Rows(inputs, inputs.Rows, inputs.Shape.RowCount);
        int width = inputs.Shape.RowCount;
        for (int i = 0; i < columns.Length; i++)
        {
            int column = columns[i], after = i == 0 ? 0 : columns[i - 1] + 1;
            Expect.That(column >= after && column < inputs.Shape.RowCount, $"column {column} of {inputs.Shape.RowCount}");
            if (tables[i].Layout is not null || tables[i].Shape.Rank != 2)
                throw new ArgumentException($"{nameof(Embed)}: '{tables[i].Name}' is no table of rows");
            width += tables[i].Shape[1] - 1;
        }

        Touch(inputs);
        return EmbedCore(inputs, columns, tables, width);
    }

    /// <summary>The engine's <see cref="Embed"/>, whose arguments have been checked, but for the numbers.</summary>
    /// <param name="inputs">[B, I]</param>
    /// <param name="columns">The columns of symbols.</param>
    /// <param name="tables">For each of them its table.</param>
    /// <param name="width">How wide the result is.</param>
    protected abstract Variable EmbedCore(Variable inputs, ReadOnlySpan<int> columns, ReadOnlySpan<Parameter> tables, int width);
}
