namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// A linear layer in blocks that do not see one another: y_no = sum over i of x_ni W_nio, plus a bias. A block-diagonal matrix of few
    /// or of many blocks (Beck et al. 2024, arXiv 2405.04517, figures 10 and 11). A row has the same bits however many rows are computed with
    /// it, on the native engine.
    /// </summary>
    /// <param name="x">[R, N I]</param>
    /// <param name="weights">[N, I, O]</param>
    /// <param name="bias">[N O]; null for none.</param>
    /// <returns>[R, N O]</returns>
    public Variable BlockLinear(Variable x, Variable weights, Variable? bias = null)
    {
        Expect.That(
            weights.Shape.Rank == 3 && x.Shape.RowCount == weights.Shape[0] * weights.Shape[1],
            $"weights {weights.Shape} for rows of {x.Shape.RowCount}");
        if (bias is not null)
        {
            Expect.That(
                bias.Shape.Count == weights.Shape[0] * weights.Shape[2],
                $"a bias of {bias.Shape.Count} numbers for weights {weights.Shape}");
            Touch(bias);
        }

        Touch(x, weights);
        return BlockLinearCore(x, weights, bias);
    }

    /// <summary>The engine's <see cref="BlockLinear"/>, whose arguments have been checked.</summary>
    protected abstract Variable BlockLinearCore(Variable x, Variable weights, Variable? bias);
}
