namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// y = gain (x - mean) / sqrt(variance + 1e-5) + bias (Ba, Kiros and Hinton 2016, eqs. 3 and 4), the variance without correction. Mean
    /// and variance are those of the last dimension or, with several groups, of each of its equal parts: the gates of a recurrent layer
    /// lie side by side, and each is normalised on its own.
    /// </summary>
    /// <param name="x">Any shape whose last dimension is G D.</param>
    /// <param name="gain">[G D]</param>
    /// <param name="bias">[G D]</param>
    /// <param name="groups">G, at least 1.</param>
    /// <returns>The shape of <paramref name="x"/>.</returns>
    public Variable LayerNorm(Variable x, Variable gain, Variable bias, int groups = 1)
    {
        int width = x.Shape[x.Shape.Rank - 1];
        Expect.That(gain.Shape.Count == width && bias.Shape.Count == width, $"gain {gain.Shape} and bias {bias.Shape} for rows of {width}");
        Expect.That(groups >= 1 && width % groups == 0, $"{groups} groups in rows of {width}");
        Touch(x, gain, bias);
        return LayerNormCore(x, gain, bias, groups).AsFresh();
    }

    /// <summary>The engine's <see cref="LayerNorm"/>, whose arguments have been checked.</summary>
    protected abstract Variable LayerNormCore(Variable x, Variable gain, Variable bias, int groups);
}
