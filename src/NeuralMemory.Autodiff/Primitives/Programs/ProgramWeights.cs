namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// Which stored programs each head runs: softmax over programs of strength * cos(query, key), with cos(q, k) = q.k /
    /// sqrt((q.q + e)(k.k + e)), e = 1e-6 (Le, Tran and Venkatesh 2020, arXiv 1906.08862, equation 3).
    /// </summary>
    /// <param name="queries">[B, H, D]</param>
    /// <param name="strengths">[B, H, 1]</param>
    /// <param name="keys">[H, P, D] the keys of each head's programs.</param>
    /// <returns>[B, H, P]</returns>
    public Variable ProgramWeights(Variable queries, Variable strengths, Variable keys)
    {
        int rows = queries.Rows, heads = queries.Shape[1], width = queries.Shape[2];
        Expect.Rows(queries, rows, heads, width);
        Expect.Rows(strengths, rows, heads, 1);
        Expect.That(
            keys.Shape.Rank == 3 && keys.Shape[0] == heads && keys.Shape[2] == width, $"keys {keys.Shape} for queries {queries.Shape}");
        Touch(queries, strengths, keys);
        return ProgramWeightsCore(queries, strengths, keys);
    }

    /// <summary>The engine's <see cref="ProgramWeights"/>, whose arguments have been checked.</summary>
    protected abstract Variable ProgramWeightsCore(Variable queries, Variable strengths, Variable keys);
}
