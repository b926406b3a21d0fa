namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// y = x within [-limit, limit], and the nearest end of it elsewhere, where no gradient passes (TensorFlow's <c>clip_by_value</c>, with
    /// which DeepMind's DNC bounds states and outputs). NaN stays NaN.
    /// </summary>
    /// <param name="x">Any shape.</param>
    /// <param name="limit">The largest size, above 0.</param>
    /// <returns>The shape of <paramref name="x"/>.</returns>
    public Variable Clamp(Variable x, Real limit)
    {
        Expect.That(limit > 0, $"the limit is {limit}, expected a number above 0");
        Touch(x);
        return ClampCore(x, limit).AsFresh();
    }

    /// <summary>The engine's <see cref="Clamp"/>, whose arguments have been checked.</summary>
    protected abstract Variable ClampCore(Variable x, Real limit);

    /// <summary>The same, written to rows of a tensor that exists: the outputs of all steps in one place.</summary>
    /// <param name="x">[B, O]</param>
    /// <param name="limit">The largest size, above 0.</param>
    /// <param name="destination">[at least row + B, O]</param>
    /// <param name="row">The first row to write.</param>
    public void ClampInto(Variable x, Real limit, Variable destination, int row)
    {
        Expect.That(limit > 0, $"the limit is {limit}, expected a number above 0");
        Expect.Rows(destination, row + x.Rows, x.Shape.RowCount);
        destination.WriteRows();
        Touch(x);
        ClampIntoCore(x, limit, destination, row);
    }

    /// <summary>The engine's <see cref="ClampInto"/>, whose arguments have been checked.</summary>
    protected abstract void ClampIntoCore(Variable x, Real limit, Variable destination, int row);
}
