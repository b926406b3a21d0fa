namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// Where each writer writes: w = g_w (g_a a + (1 - g_a) c), between a free slot and one found by content, or nowhere
    /// (Graves et al. 2016, Methods, "Write weighting").
    /// </summary>
    /// <param name="allocation">[B, V, N] a.</param>
    /// <param name="content">[B, V, N] c.</param>
    /// <param name="allocationGates">[B, V, 1] g_a, in [0, 1].</param>
    /// <param name="writeGates">[B, V, 1] g_w, in [0, 1].</param>
    /// <returns>[B, V, N], each row summing to at most 1.</returns>
    public Variable WriteWeighting(Variable allocation, Variable content, Variable allocationGates, Variable writeGates)
    {
        int rows = content.Rows, writers = content.Shape[1];
        Expect.Rows(allocation, rows, writers, content.Shape[2]);
        Expect.Rows(allocationGates, rows, writers, 1);
        Expect.Rows(writeGates, rows, writers, 1);
        Touch(allocation, content, allocationGates, writeGates);
        return WriteWeightingCore(allocation, content, allocationGates, writeGates);
    }

    /// <summary>The engine's <see cref="WriteWeighting"/>, whose arguments have been checked.</summary>
    protected abstract Variable WriteWeightingCore(Variable allocation, Variable content, Variable allocationGates, Variable writeGates);
}
