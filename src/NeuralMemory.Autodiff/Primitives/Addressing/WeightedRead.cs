namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>r(h) = sum over slots n of w(h, n) M(n) (Graves et al. 2014, equation 2).</summary>
    /// <param name="memory">[at least B, W, N]</param>
    /// <param name="weights">[B, all heads, N]</param>
    /// <param name="firstHead">The first head that reads.</param>
    /// <param name="heads">H, how many heads read.</param>
    /// <returns>[B, H, W]</returns>
    public Variable WeightedRead(Variable memory, Variable weights, int firstHead, int heads)
    {
        int all = weights.Shape[1];
        Expect.Rows(memory, weights.Rows, memory.Shape[1], weights.Shape[2]);
        Expect.That(firstHead >= 0 && firstHead + heads <= all, $"heads {firstHead} to {firstHead + heads - 1} of {all}");
        Touch(memory, weights);
        return WeightedReadCore(memory, weights, firstHead, heads);
    }

    /// <summary>The engine's <see cref="WeightedRead"/>, whose arguments have been checked.</summary>
    protected abstract Variable WeightedReadCore(Variable memory, Variable weights, int firstHead, int heads);
}
