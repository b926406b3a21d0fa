using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// The signals of a machine's interface vector, each declared once: name, width, range, where it begins, what a trace calls it. A signal is
/// known by its place in the table.
/// </summary>
internal abstract class SignalTable
{
    private readonly List<Signal> _signals = [];
    private readonly List<TraceQuantity> _quantities = [];

    /// <summary>How the interface vector divides.</summary>
    public InterfaceLayout Interface { get; private set; } = null!;

    /// <summary>The signals that a trace has, with their axes.</summary>
    public IReadOnlyList<TraceQuantity> Quantities => _quantities;

    /// <summary>Appends a signal, and returns its place.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="title">What a picture calls it beside its head.</param>
    /// <param name="heads">The heads that have one.</param>
    /// <param name="numbers">What its numbers are; null where it has one for each head.</param>
    protected int Add(Signal signal, string title, TraceAxis heads, TraceAxis? numbers = null)
    {
        _signals.Add(signal);
        if (signal.Trace is { } name)
            _quantities.Add(new(name, title, RangeOf(signal.Range), numbers is null ? [heads] : [heads, numbers]));
        return _signals.Count - 1;
    }

    /// <summary>To be called once all are there.</summary>
    protected void Complete() => Interface = new InterfaceLayout(_signals);

    private static TraceRange RangeOf(SignalRange range) => range switch
    {
        SignalRange.Gate => TraceRange.Unit,
        SignalRange.Strength => TraceRange.AtLeastZero,
        SignalRange.AtLeastOne => TraceRange.AtLeastOne,
        SignalRange.Distribution => TraceRange.Distribution,
        _ => TraceRange.Any,
    };
}
