using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// The interface vector of a Neural Turing Machine, split into named signals (Graves et al. 2014, section 3.3). Letters: B sequences,
/// H heads (readers first, then writers), V writers, W slot width, S shift radius.
/// </summary>
public sealed class NtmSignals
{
    private readonly SignalValues _values = new();
    private NtmLayout _layout = null!;

    /// <summary>k [B, H, W]</summary>
    public Variable Keys => _values[_layout.Keys];

    /// <summary>Beta [B, H, 1], at least 0.</summary>
    public Variable Strengths => _values[_layout.Strengths];

    /// <summary>g [B, H, 1] in (0, 1): 1 looks up by content, 0 stays.</summary>
    public Variable Gates => _values[_layout.Gates];

    /// <summary>s [B, H, 2S + 1], a distribution over the offsets -S .. S.</summary>
    public Variable Shifts => _values[_layout.Shifts];

    /// <summary>Gamma [B, H, 1], at least 1.</summary>
    public Variable Sharpening => _values[_layout.Sharpening];

    /// <summary>e [B, V, W] in (0, 1).</summary>
    public Variable Erase => _values[_layout.Erase];

    /// <summary>a [B, V, W]</summary>
    public Variable Add => _values[_layout.Additions];

    /// <summary>How the controller's output divides into these signals.</summary>
    public static InterfaceLayout Layout(HeadsConfig heads, int width) => new NtmLayout(heads, width).Interface;

    internal void Split(Tape tape, Variable raw, NtmLayout layout)
    {
        _layout = layout;
        _values.Split(tape, raw, layout.Interface);
    }

    internal void Clamp(Tape tape, StepClamps clamps) => _values.Clamp(tape, clamps);

    internal void Describe(ITraceWriter trace) => _values.Describe(trace);
}
