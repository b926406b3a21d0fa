namespace NeuralMemory.Autodiff;

/// <summary>Numbers of an interface vector that follow one another and are for the same head.</summary>
/// <param name="Head">The head, from 0.</param>
/// <param name="Width">How many numbers they are.</param>
public readonly record struct ProgramRun(int Head, int Width);

public abstract partial class Tape
{
    /// <summary>
    /// What the heads are told by the mixture of programs that each of them runs: y_o = sum over programs p of w_hp x_po, h being the head
    /// of number o. As a program is linear, to mix what all programs say is to mix their weights (Le, Tran and Venkatesh 2020, arXiv
    /// 1906.08862, equations 4 and 5).
    /// </summary>
    /// <param name="products">[B, P O] what each program says: program 0's O numbers, then those of program 1.</param>
    /// <param name="weights">[B, H, P]</param>
    /// <param name="runs">Which head the O numbers are for, in order; to be made once, and kept.</param>
    /// <returns>[B, O]</returns>
    public Variable MixPrograms(Variable products, Variable weights, IReadOnlyList<ProgramRun> runs)
    {
        int heads = weights.Shape[1], programs = weights.Shape[2], width = 0;
        for (int i = 0; i < runs.Count; i++)
        {
            Expect.That(runs[i].Head >= 0 && runs[i].Head < heads && runs[i].Width >= 1, $"{runs[i]} of {heads} heads");
            width += runs[i].Width;
        }

        Expect.Rows(weights, products.Rows, heads, programs);
        Expect.Rows(products, products.Rows, programs * width);
        Touch(products, weights);
        return MixProgramsCore(products, weights, runs, width).AsFresh();
    }

    /// <summary>The engine's <see cref="MixPrograms"/>, whose arguments have been checked.</summary>
    /// <param name="products">[B, P O]</param>
    /// <param name="weights">[B, H, P]</param>
    /// <param name="runs">Whose the O numbers are.</param>
    /// <param name="width">O.</param>
    protected abstract Variable MixProgramsCore(Variable products, Variable weights, IReadOnlyList<ProgramRun> runs, int width);
}
