namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>y = a b, element by element, such as a gate and what it lets through.</summary>
    /// <param name="a">[B, ...]</param>
    /// <param name="b">[B, ...] with rows as wide; the one with fewer rows decides B.</param>
    /// <returns>[B, ...] like <paramref name="a"/>.</returns>
    public Variable Multiply(Variable a, Variable b)
    {
        Expect.That(a.Shape.RowCount == b.Shape.RowCount, $"{a.Shape} and {b.Shape} have rows of different widths");
        Touch(a, b);
        return MultiplyCore(a, b, Math.Min(a.Rows, b.Rows)).AsFresh();
    }

    /// <summary>The engine's <see cref="Multiply"/>, whose arguments have been checked.</summary>
    protected abstract Variable MultiplyCore(Variable a, Variable b, int rows);
}
