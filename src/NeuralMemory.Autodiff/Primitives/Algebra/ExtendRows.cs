namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>The rows of one tensor and then, from where it ends, those of another: sequences that join others under way.</summary>
    /// <param name="x">[b, D], b at most B.</param>
    /// <param name="start">[at least B, D] what the rows from b on begin with.</param>
    /// <param name="rows">B.</param>
    /// <returns>[B, D]</returns>
    public Variable ExtendRows(Variable x, Variable start, int rows)
    {
        Expect.That(x.Rows <= rows, $"'x' has {x.Rows} rows already, expected at most {rows}");
        Expect.Rows(start, rows, x.Shape.RowCount);
        Touch(x, start);
        return ExtendRowsCore(x, start, rows);
    }

    /// <summary>The engine's <see cref="ExtendRows"/>, whose arguments have been checked.</summary>
    protected abstract Variable ExtendRowsCore(Variable x, Variable start, int rows);
}
