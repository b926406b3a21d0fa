namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// How much each slot is in use (Graves et al. 2016, Methods, "Dynamic memory allocation"): u = (u' + w - u' w) psi, where
    /// psi(n) = prod over readers (1 - f(h) r(h, n)) is what the free gates leave, and w = 1 - prod over writers (1 - w(v)).
    /// </summary>
    /// <param name="usage">[at least B, N] u', in [0, 1].</param>
    /// <param name="writes">[at least B, V, N] the write weightings of the step before.</param>
    /// <param name="reads">[at least B, R, N] the read weightings of the step before.</param>
    /// <param name="freeGates">[B, R, 1] in [0, 1].</param>
    /// <param name="throughWrites">Whether the write weightings get a gradient; DeepMind's published code stops it.</param>
    /// <returns>u [B, N] and psi [B, N], both in [0, 1].</returns>
    public (Variable Usage, Variable Retention) Usage(
        Variable usage, Variable writes, Variable reads, Variable freeGates, bool throughWrites = false)
    {
        int rows = freeGates.Rows, readers = freeGates.Shape[1], slots = usage.Shape[1];
        Expect.Rows(freeGates, rows, readers, 1);
        Expect.Rows(usage, rows, slots);
        Expect.Rows(writes, rows, writes.Shape[1], slots);
        Expect.Rows(reads, rows, readers, slots);
        Touch(usage, writes, reads, freeGates);
        return UsageCore(usage, writes, reads, freeGates, throughWrites);
    }

    /// <summary>The engine's <see cref="Usage"/>, whose arguments have been checked.</summary>
    protected abstract (Variable Usage, Variable Retention) UsageCore(
        Variable usage, Variable writes, Variable reads, Variable freeGates, bool throughWrites);
}
