namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// y_gc = sum over n of W_gnc z_gn, plus a bias: for each gate a few numbers become a number for every unit (the embeddings of Ha,
    /// Dai and Le 2016, arXiv 1609.09106, equations 11 to 13).
    /// </summary>
    /// <param name="weights">[G, N, C]</param>
    /// <param name="bias">[G C]; null for none.</param>
    /// <param name="z">[B, G N]</param>
    /// <returns>[B, G C]</returns>
    public Variable Spread(Variable weights, Variable? bias, Variable z)
    {
        Expect.That(
            weights.Shape.Rank == 3 && z.Shape.RowCount == weights.Shape[0] * weights.Shape[1],
            $"weights {weights.Shape} for rows of {z.Shape.RowCount}");
        if (bias is not null)
        {
            Expect.That(
                bias.Shape.Count == weights.Shape[0] * weights.Shape[2],
                $"a bias of {bias.Shape.Count} numbers for weights {weights.Shape}");
            Touch(bias);
        }

        Touch(weights, z);
        return SpreadCore(weights, bias, z);
    }

    /// <summary>The engine's <see cref="Spread"/>, whose arguments have been checked.</summary>
    protected abstract Variable SpreadCore(Variable weights, Variable? bias, Variable z);
}
