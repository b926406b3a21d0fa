using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// The signals of a machine's interface vector, each declared once: name, width, range, where it begins, what a trace calls it. A signal is
/// known by its place in the table.
/// </summary>
internal abstract class SignalTable
{
    private readonly List<Signal> _signals = [];

    /// <summary>How the interface vector divides.</summary>
    public InterfaceLayout Interface { get; private set; } = null!;

    /// <summary>Appends a signal, and returns its place.</summary>
    protected int Add(Signal signal)
    {
        _signals.Add(signal);
        return _signals.Count - 1;
    }

    /// <summary>To be called once all are there.</summary>
    protected void Complete() => Interface = new InterfaceLayout(_signals);
}
