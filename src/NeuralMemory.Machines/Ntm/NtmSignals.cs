using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// The interface vector of a Neural Turing Machine, split into named signals (Graves et al. 2014, section 3.3). Letters: B sequences,
/// H heads (readers first, then writers), V writers, W slot width, S shift radius.
/// </summary>
public sealed class NtmSignals
{
    private readonly Variable[] _signals = new Variable[7];

    /// <summary>k [B, H, W]</summary>
    public Variable Keys => _signals[0];

    /// <summary>Beta [B, H, 1], at least 0.</summary>
    public Variable Strengths => _signals[1];

    /// <summary>g [B, H, 1] in (0, 1): 1 looks up by content, 0 stays.</summary>
    public Variable Gates => _signals[2];

    /// <summary>s [B, H, 2S + 1], a distribution over the offsets -S .. S.</summary>
    public Variable Shifts => _signals[3];

    /// <summary>Gamma [B, H, 1], at least 1.</summary>
    public Variable Sharpening => _signals[4];

    /// <summary>e [B, V, W] in (0, 1).</summary>
    public Variable Erase => _signals[5];

    /// <summary>a [B, V, W]</summary>
    public Variable Add => _signals[6];

    /// <summary>
    /// How the controller's output divides into these signals. Strengths and exponents begin well above their floor: weightings that are
    /// spread over all slots give the heads nothing to learn from (without it, one seed in four does not learn associative recall in 45 000
    /// episodes).
    /// </summary>
    public static InterfaceLayout Layout(HeadsConfig heads, int width)
    {
        int all = heads.Read + heads.Write;
        return new InterfaceLayout(
            new Signal("keys", all, width, SignalRange.Linear),
            new Signal("strengths", all, 1, SignalRange.Strength, Bias: 2),
            new Signal("gates", all, 1, SignalRange.Gate),
            new Signal("shifts", all, 2 * heads.Shift + 1, SignalRange.Distribution),
            new Signal("sharpening", all, 1, SignalRange.AtLeastOne, Bias: 1),
            new Signal("erase", heads.Write, width, SignalRange.Gate),
            new Signal("add", heads.Write, width, SignalRange.Linear));
    }

    internal void Split(Tape tape, Variable raw, InterfaceLayout layout) => tape.Interface(raw, layout, _signals);
}
