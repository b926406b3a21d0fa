using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// The interface vector of a sparse access memory, split into named signals (Rae et al. 2016, sections 3.1 and 3.2). Letters: B
/// sequences, H heads, W slot width.
/// </summary>
public sealed class SamSignals
{
    private readonly SignalValues _values = new();
    private SamLayout _layout = null!;

    /// <summary>a [B, H, W] what the heads write.</summary>
    public Variable Add => _values[_layout.Additions];

    /// <summary>[B, H, 1] in (0, 1): 0 adds nothing.</summary>
    public Variable WriteGates => _values[_layout.WriteGates];

    /// <summary>
    /// [B, H, 1] in (0, 1): 1 writes where the head read a step before, 0 to the slot that was not used for the longest time.
    /// </summary>
    public Variable MixGates => _values[_layout.MixGates];

    /// <summary>[B, H, W]</summary>
    public Variable ReadKeys => _values[_layout.ReadKeys];

    /// <summary>[B, H, 1], at least 1.</summary>
    public Variable ReadStrengths => _values[_layout.ReadStrengths];

    /// <summary>[B, H, 3] distributions over backward links, content and forward links; null without links.</summary>
    public Variable? ReadModes => _values.At(_layout.ReadModes);

    /// <summary>How the controller's output divides into these signals.</summary>
    public static InterfaceLayout Layout(int heads, int width, bool hasLinks = false) => new SamLayout(heads, width, hasLinks).Interface;

    internal void Split(Tape tape, Variable raw, SamLayout layout)
    {
        _layout = layout;
        _values.Split(tape, raw, layout.Interface);
    }

    internal void Clamp(Tape tape, StepClamps clamps) => _values.Clamp(tape, clamps);

    internal void Describe(ITraceWriter trace) => _values.Describe(trace);
}
