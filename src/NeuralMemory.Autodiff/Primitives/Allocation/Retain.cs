namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// M(n) = M'(n) psi(n): what was freed is erased too, so that no later lookup by content finds it (Csordás and Schmidhuber 2019,
    /// section 3.2; the retention psi is that of Graves et al. 2016, Methods, "Dynamic memory allocation").
    /// </summary>
    /// <param name="memory">[at least B, W, N] M'.</param>
    /// <param name="retention">[B, N] psi, in [0, 1].</param>
    /// <returns>[B, W, N] M.</returns>
    public Variable Retain(Variable memory, Variable retention)
    {
        int rows = retention.Rows, slots = memory.Shape[2];
        Expect.Rows(retention, rows, slots);
        Expect.Rows(memory, rows, memory.Shape[1], slots);
        Touch(memory, retention);
        return RetainCore(memory, retention);
    }

    /// <summary>The engine's <see cref="Retain"/>, whose arguments have been checked.</summary>
    protected abstract Variable RetainCore(Variable memory, Variable retention);
}
