namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// Moves a weighting by location (Graves et al. 2014, equations 7 to 9): interpolates between looking up and staying, shifts by a
    /// circular convolution, sharpens. With g the gate, s the shifts for the offsets -S .. S and y the exponent:
    /// gated = g content + (1 - g) previous; shifted(i) = sum over o of gated(i - o mod N) s(o); w = shifted^y / sum.
    /// The power is taken as softmax(y log shifted), which neither under- nor overflows for any exponent.
    /// </summary>
    /// <param name="content">[B, H, N] distributions.</param>
    /// <param name="previous">[at least B, H, N] the weightings of the step before.</param>
    /// <param name="gate">[B, H, 1] in [0, 1].</param>
    /// <param name="shifts">[B, H, 2S + 1] distributions; S may exceed N.</param>
    /// <param name="sharpening">[B, H, 1], at least 1.</param>
    /// <returns>[B, H, N] distributions.</returns>
    public Variable LocationAddressing(Variable content, Variable previous, Variable gate, Variable shifts, Variable sharpening)
    {
        int rows = content.Rows, heads = content.Shape[1], window = shifts.Shape[2];
        Expect.Rows(previous, rows, heads, content.Shape[2]);
        Expect.Rows(gate, rows, heads, 1);
        Expect.Rows(shifts, rows, heads, window);
        Expect.That(window % 2 == 1, "'shifts' needs an odd number of offsets");
        Expect.Rows(sharpening, rows, heads, 1);
        Touch(content, previous, gate, shifts, sharpening);
        return LocationAddressingCore(content, previous, gate, shifts, sharpening);
    }

    /// <summary>The engine's <see cref="LocationAddressing"/>, whose arguments have been checked.</summary>
    protected abstract Variable LocationAddressingCore(
        Variable content, Variable previous, Variable gate, Variable shifts, Variable sharpening);
}
