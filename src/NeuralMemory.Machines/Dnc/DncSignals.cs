using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// The interface vector of a Differentiable Neural Computer, split into named signals (Graves et al. 2016, Methods, "Interface
/// vector"). Letters: B sequences, R readers, V writers, W slot width.
/// </summary>
public sealed class DncSignals
{
    private readonly SignalValues _values = new();
    private DncLayout _layout = null!;

    /// <summary>[B, R, W]</summary>
    public Variable ReadKeys => _values[_layout.ReadKeys];

    /// <summary>[B, R, 1], at least 1.</summary>
    public Variable ReadStrengths => _values[_layout.ReadStrengths];

    /// <summary>[B, V, W]</summary>
    public Variable WriteKeys => _values[_layout.WriteKeys];

    /// <summary>[B, V, 1], at least 1.</summary>
    public Variable WriteStrengths => _values[_layout.WriteStrengths];

    /// <summary>[B, V, W] in (0, 1).</summary>
    public Variable Erase => _values[_layout.Erase];

    /// <summary>[B, V, W]</summary>
    public Variable WriteVectors => _values[_layout.WriteVectors];

    /// <summary>[B, R, 1] in (0, 1): 1 gives the slots that the reader read back.</summary>
    public Variable FreeGates => _values[_layout.FreeGates];

    /// <summary>[B, V, 1] in (0, 1): 1 writes to a free slot, 0 to one found by content.</summary>
    public Variable AllocationGates => _values[_layout.AllocationGates];

    /// <summary>[B, V, 1] in (0, 1): 0 writes nothing.</summary>
    public Variable WriteGates => _values[_layout.WriteGates];

    /// <summary>[B, R, 1 + 2V] distributions over backward links, content and forward links; null without links.</summary>
    public Variable? ReadModes => _values.At(_layout.ReadModes);

    /// <summary>[B, R, V], at least 1; null where links are not sharpened.</summary>
    public Variable? ForwardSharpness => _values.At(_layout.ForwardSharpness);

    /// <summary>[B, R, V], at least 1; null where links are not sharpened.</summary>
    public Variable? BackwardSharpness => _values.At(_layout.BackwardSharpness);

    /// <summary>[B, R, W] in (0, 1); null where look-ups are not masked.</summary>
    public Variable? ReadMasks => _values.At(_layout.ReadMasks);

    /// <summary>[B, V, W] in (0, 1); null where look-ups are not masked.</summary>
    public Variable? WriteMasks => _values.At(_layout.WriteMasks);

    /// <summary>How the controller's output divides into these signals.</summary>
    public static InterfaceLayout Layout(DncConfig config) => new DncLayout(config).Interface;

    internal void Split(Tape tape, Variable raw, DncLayout layout)
    {
        _layout = layout;
        _values.Split(tape, raw, layout.Interface);
    }

    internal void Clamp(Tape tape, StepClamps clamps) => _values.Clamp(tape, clamps);

    internal void Describe(ITraceWriter trace) => _values.Describe(trace);
}
