namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// Which slots are free to be written (Graves et al. 2016, Methods, "Dynamic memory allocation"): with the slots sorted by usage,
    /// ascending, ties by index, a(n) = (1 - u(n)) prod of the usages sorted before it. With several writers, as in DeepMind's published
    /// code, what one allocates counts as used for the next: (1 - u) g a is added to u, g its allocation gate times its write gate. The
    /// gradient goes through the sorted usages; the order itself has none.
    /// </summary>
    /// <param name="usage">[B, N] u, in [0, 1].</param>
    /// <param name="allocationGates">[B, V, 1] in [0, 1].</param>
    /// <param name="writeGates">[B, V, 1] in [0, 1].</param>
    /// <returns>[B, V, N], each row summing to at most 1.</returns>
    public Variable Allocation(Variable usage, Variable allocationGates, Variable writeGates)
    {
        int rows = usage.Rows, writers = writeGates.Shape[1];
        Expect.Rows(allocationGates, rows, writers, 1);
        Expect.Rows(writeGates, rows, writers, 1);
        Touch(usage, allocationGates, writeGates);
        return AllocationCore(usage, allocationGates, writeGates);
    }

    /// <summary>The engine's <see cref="Allocation"/>, whose arguments have been checked.</summary>
    protected abstract Variable AllocationCore(Variable usage, Variable allocationGates, Variable writeGates);
}
