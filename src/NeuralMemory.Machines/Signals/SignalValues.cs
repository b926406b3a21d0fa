using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>An interface vector of one step, split into the signals of a table.</summary>
internal sealed class SignalValues
{
    private Variable[] _values = [];
    private InterfaceLayout? _layout;

    /// <summary>[B, heads, width] the signal at a place of the table.</summary>
    public Variable this[int place] => _values[place];

    /// <summary>The same for a signal that not every machine has; null where it is missing.</summary>
    public Variable? At(int? place) => place is { } there ? _values[there] : null;

    /// <summary>Splits a fresh interface vector [B, width].</summary>
    public void Split(Tape tape, Variable raw, InterfaceLayout layout)
    {
        if (_layout != layout)
            (_layout, _values) = (layout, new Variable[layout.Signals.Count]);
        tape.Interface(raw, layout, _values);
    }

    /// <summary>Sets what is clamped.</summary>
    public void Clamp(Tape tape, StepClamps clamps)
    {
        for (int i = 0; i < _values.Length; i++)
            if (_layout!.Signals[i].Trace is { } name)
                _values[i] = clamps.Of(tape, name, _values[i]);
    }

    /// <summary>Names every signal that has a name in traces.</summary>
    public void Describe(ITraceWriter trace)
    {
        for (int i = 0; i < _values.Length; i++)
            if (_layout!.Signals[i].Trace is { } name)
                trace.Write(name, _values[i]);
    }
}
