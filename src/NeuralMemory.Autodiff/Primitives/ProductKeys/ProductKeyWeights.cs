namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// Looks up the best of n times n keys, each of which is a pair of two halves: the K best of each half, and of their K times K sums
    /// the K best, softmax over these (Lample et al. 2019, arXiv 1907.05242, section 3.2). Of equal scores the first.
    /// </summary>
    /// <param name="queries">[B, H D], D even: the first half is compared with the first keys.</param>
    /// <param name="first">[H, n, D / 2]</param>
    /// <param name="second">[H, n, D / 2]</param>
    /// <param name="top">K, at least 1 and at most n.</param>
    /// <returns>
    /// The weights [B, H, K], the best first, and the slots [B, H, K] that they are for, which are i n + j and not differentiated.
    /// </returns>
    public (Variable Weights, Variable Slots) ProductKeyWeights(Variable queries, Variable first, Variable second, int top)
    {
        Expect.That(first.Shape.Rank == 3 && second.Shape == first.Shape, $"keys {first.Shape} and {second.Shape}");
        Expect.Rows(queries, queries.Rows, 2 * first.Shape[0] * first.Shape[2]);
        Expect.That(top >= 1 && top <= first.Shape[1], $"the best {top} of {first.Shape[1]} keys");
        Touch(queries, first, second);
        return ProductKeyWeightsCore(queries, first, second, top);
    }

    /// <summary>The engine's <see cref="ProductKeyWeights"/>, whose arguments have been checked.</summary>
    protected abstract (Variable Weights, Variable Slots) ProductKeyWeightsCore(
        Variable queries, Variable first, Variable second, int top);
}
