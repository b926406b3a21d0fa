namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// M(n) = M'(n) prod over heads (1 - w(h, n) e(h)) + sum over heads w(h, n) a(h): all erasures first, then all additions
    /// (Graves et al. 2014, equations 3 and 4).
    /// </summary>
    /// <param name="memory">[at least B, W, N] M'.</param>
    /// <param name="weights">[B, all heads, N]</param>
    /// <param name="firstHead">The first head that writes; the others up to the number in <paramref name="erase"/> follow it.</param>
    /// <param name="erase">[B, H, W] e, in [0, 1].</param>
    /// <param name="add">[B, H, W] a.</param>
    /// <returns>[B, W, N] M.</returns>
    public Variable EraseAdd(Variable memory, Variable weights, int firstHead, Variable erase, Variable add)
    {
        int rows = weights.Rows, all = weights.Shape[1], heads = erase.Shape[1], width = erase.Shape[2];
        Expect.Rows(memory, rows, width, weights.Shape[2]);
        Expect.Rows(erase, rows, heads, width);
        Expect.Rows(add, rows, heads, width);
        Expect.That(firstHead >= 0 && firstHead + heads <= all, $"heads {firstHead} to {firstHead + heads - 1} of {all}");
        Touch(memory, weights, erase, add);
        return EraseAddCore(memory, weights, firstHead, erase, add);
    }

    /// <summary>The engine's <see cref="EraseAdd"/>, whose arguments have been checked.</summary>
    protected abstract Variable EraseAddCore(Variable memory, Variable weights, int firstHead, Variable erase, Variable add);
}
