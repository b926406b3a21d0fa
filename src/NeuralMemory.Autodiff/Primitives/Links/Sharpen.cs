namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// Undoes the blur that links gather with each write (Csordás and Schmidhuber 2019, section 3.3):
    /// S(i) = (d(i) + e)^s / sum over j of (d(j) + e)^s, e = 1e-6. The power is taken as softmax(s log(d + e)), which neither under- nor
    /// overflows for any exponent. A weighting without any weight becomes the uniform one.
    /// </summary>
    /// <param name="weighting">[at least B, R, V, N] d, at least 0: where reader r came from or goes to, by the links of writer v.</param>
    /// <param name="exponents">[B, R, V] s, at least 1.</param>
    /// <returns>[B, R, V, N] S, each row a distribution over slots.</returns>
    public Variable SharpenLinks(Variable weighting, Variable exponents)
    {
        int rows = exponents.Rows, readers = weighting.Shape[1], writers = weighting.Shape[2];
        Expect.Rows(exponents, rows, readers, writers);
        Expect.Rows(weighting, rows, readers, writers, weighting.Shape[3]);
        Touch(weighting, exponents);
        return SharpenLinksCore(weighting, exponents);
    }

    /// <summary>The engine's <see cref="SharpenLinks"/>, whose arguments have been checked.</summary>
    protected abstract Variable SharpenLinksCore(Variable weighting, Variable exponents);
}
