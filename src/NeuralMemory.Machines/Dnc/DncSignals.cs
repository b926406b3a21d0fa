using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// The interface vector of a Differentiable Neural Computer, split into named signals (Graves et al. 2016, Methods, "Interface
/// vector"). Letters: B sequences, R readers, V writers, W slot width.
/// </summary>
public sealed class DncSignals
{
    private Variable[] _signals = [];
    private DncLayout _layout = null!;

    /// <summary>[B, R, W]</summary>
    public Variable ReadKeys => _signals[0];

    /// <summary>[B, R, 1], at least 1.</summary>
    public Variable ReadStrengths => _signals[1];

    /// <summary>[B, V, W]</summary>
    public Variable WriteKeys => _signals[2];

    /// <summary>[B, V, 1], at least 1.</summary>
    public Variable WriteStrengths => _signals[3];

    /// <summary>[B, V, W] in (0, 1).</summary>
    public Variable Erase => _signals[4];

    /// <summary>[B, V, W]</summary>
    public Variable WriteVectors => _signals[5];

    /// <summary>[B, R, 1] in (0, 1): 1 gives the slots that the reader read back.</summary>
    public Variable FreeGates => _signals[6];

    /// <summary>[B, V, 1] in (0, 1): 1 writes to a free slot, 0 to one found by content.</summary>
    public Variable AllocationGates => _signals[7];

    /// <summary>[B, V, 1] in (0, 1): 0 writes nothing.</summary>
    public Variable WriteGates => _signals[8];

    /// <summary>[B, R, 1 + 2V] distributions over backward links, content and forward links; null without links.</summary>
    public Variable? ReadModes => At(_layout.ReadModes);

    /// <summary>[B, R, V], at least 1; null where links are not sharpened.</summary>
    public Variable? ForwardSharpness => At(_layout.ForwardSharpness);

    /// <summary>[B, R, V], at least 1; null where links are not sharpened.</summary>
    public Variable? BackwardSharpness => At(_layout.BackwardSharpness);

    /// <summary>[B, R, W] in (0, 1); null where look-ups are not masked.</summary>
    public Variable? ReadMasks => At(_layout.ReadMasks);

    /// <summary>[B, V, W] in (0, 1); null where look-ups are not masked.</summary>
    public Variable? WriteMasks => At(_layout.WriteMasks);

    /// <summary>How the controller's output divides into these signals.</summary>
    public static InterfaceLayout Layout(DncConfig config) => new DncLayout(config).Interface;

    internal void Split(Tape tape, Variable raw, DncLayout layout)
    {
        _layout = layout;
        int count = layout.Interface.Signals.Count;
        if (_signals.Length != count)
            _signals = new Variable[count];
        tape.Interface(raw, layout.Interface, _signals);
    }

    internal void Describe(ITraceWriter trace)
    {
        trace.Write("read/keys", ReadKeys);
        trace.Write("read/strengths", ReadStrengths);
        WriteIfAny(trace, "read/masks", ReadMasks);
        WriteIfAny(trace, "read/modes", ReadModes);
        WriteIfAny(trace, "read/forward-sharpness", ForwardSharpness);
        WriteIfAny(trace, "read/backward-sharpness", BackwardSharpness);
        trace.Write("read/free-gates", FreeGates);
        trace.Write("write/keys", WriteKeys);
        trace.Write("write/strengths", WriteStrengths);
        WriteIfAny(trace, "write/masks", WriteMasks);
        trace.Write("write/erase", Erase);
        trace.Write("write/vectors", WriteVectors);
        trace.Write("write/allocation-gates", AllocationGates);
        trace.Write("write/gates", WriteGates);
    }

    private static void WriteIfAny(ITraceWriter trace, string name, Variable? signal)
    {
        if (signal is not null)
            trace.Write(name, signal);
    }

    private Variable? At(int? index) => index is { } i ? _signals[i] : null;
}
