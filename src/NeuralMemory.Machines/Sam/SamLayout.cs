using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// The signals of a sparse access memory's interface vector (Rae et al. 2016, sections 3.1 and 3.2): of each head a key with its
/// strength, a word, and the gates a and g of w = a (g r + (1 - g) u).
/// </summary>
internal sealed class SamLayout : SignalTable
{
    /// <summary>
    /// The table. A new machine writes most of each word to a slot that was not used for long, and looks up with a strength that is well
    /// above its least, for the reasons that a DNC does.
    /// </summary>
    /// <param name="heads">H.</param>
    /// <param name="width">W.</param>
    /// <param name="hasLinks">Whether heads also read in the order of writing.</param>
    public SamLayout(int heads, int width, bool hasLinks = false)
    {
        TraceAxis reading = TraceAxis.Readers(heads), writing = TraceAxis.Writers(heads);
        Additions = Add(new("add", heads, width, SignalRange.Linear, Trace: SparseTrace.Add), "word", writing, TraceAxis.Width);
        WriteGates = Add(new("write gates", heads, 1, SignalRange.Gate, Bias: 1, Trace: "write/gates"), "write gate", writing);
        MixGates = Add(
            new("mix gates", heads, 1, SignalRange.Gate, Bias: -2, Trace: "write/mix-gates"), "gate to slots read", writing);
        ReadKeys = Add(new("read keys", heads, width, SignalRange.Linear, Trace: "read/keys"), "key", reading, TraceAxis.Width);
        ReadStrengths = Add(
            new("read strengths", heads, 1, SignalRange.AtLeastOne, Bias: 4, Trace: "read/strengths"), "key strength", reading);
        if (hasLinks)
            ReadModes = Add(
                new("read modes", heads, 3, SignalRange.Distribution, Trace: "read/modes"), "read mode", reading, TraceAxis.Modes(1));
        Complete();
    }

    public int Additions { get; }

    public int WriteGates { get; }

    public int MixGates { get; }

    public int ReadKeys { get; }

    public int ReadStrengths { get; }

    public int? ReadModes { get; }
}
