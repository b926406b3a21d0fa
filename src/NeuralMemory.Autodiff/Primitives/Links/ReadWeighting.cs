namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// Where each reader reads: w(h) = sum over writers of m_b(v) backward(h, v) + m_c content(h) + sum over writers of
    /// m_f(v) forward(h, v) (Graves et al. 2016, Methods, "Read weighting"; for several writers as in DeepMind's published code).
    /// </summary>
    /// <param name="modes">[B, R, 1 + 2V] distributions: backward for each writer, content, forward for each writer.</param>
    /// <param name="backward">[B, R, V, N]</param>
    /// <param name="content">[B, R, N]</param>
    /// <param name="forward">[B, R, V, N]</param>
    /// <returns>[B, R, N], each row summing to at most 1.</returns>
    public Variable ReadWeighting(Variable modes, Variable backward, Variable content, Variable forward)
    {
        int rows = content.Rows, readers = content.Shape[1], slots = content.Shape[2], writers = forward.Shape[2];
        Expect.Rows(modes, rows, readers, 1 + 2 * writers);
        Expect.Rows(backward, rows, readers, writers, slots);
        Expect.Rows(forward, rows, readers, writers, slots);
        Touch(modes, backward, content, forward);
        return ReadWeightingCore(modes, backward, content, forward);
    }

    /// <summary>The engine's <see cref="ReadWeighting"/>, whose arguments have been checked.</summary>
    protected abstract Variable ReadWeightingCore(Variable modes, Variable backward, Variable content, Variable forward);
}
