using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>The signals of a Neural Turing Machine's interface vector (Graves et al. 2014, section 3.3).</summary>
internal sealed class NtmLayout : SignalTable
{
    /// <summary>
    /// The table. Strengths and exponents begin well above their floor: weightings that are spread over all slots give the heads nothing to
    /// learn from (without it, one seed in four does not learn associative recall in 45 000 episodes).
    /// </summary>
    /// <param name="heads">The heads.</param>
    /// <param name="width">W.</param>
    public NtmLayout(HeadsConfig heads, int width)
    {
        int all = heads.Read + heads.Write;
        TraceAxis each = TraceAxis.Heads(heads.Read, heads.Write), writers = TraceAxis.Writers(heads.Write);
        Keys = Add(new("keys", all, width, SignalRange.Linear, Trace: "heads/keys"), "key", each, TraceAxis.Width);
        Strengths = Add(new("strengths", all, 1, SignalRange.Strength, Bias: 2, Trace: "heads/strengths"), "key strength", each);
        Gates = Add(new("gates", all, 1, SignalRange.Gate, Trace: "heads/gates"), "interpolation gate", each);
        Shifts = Add(
            new("shifts", all, 2 * heads.Shift + 1, SignalRange.Distribution, Trace: "heads/shifts"), "shift", each,
            TraceAxis.Shifts(heads.Shift));
        Sharpening = Add(new("sharpening", all, 1, SignalRange.AtLeastOne, Bias: 1, Trace: "heads/sharpening"), "sharpening", each);
        Erase = Add(new("erase", heads.Write, width, SignalRange.Gate, Trace: "heads/erase"), "erase vector", writers, TraceAxis.Width);
        Additions = Add(new("add", heads.Write, width, SignalRange.Linear, Trace: "heads/add"), "add vector", writers, TraceAxis.Width);
        Complete();
    }

    /// <summary>Which head the numbers are for, where each head runs programs of its own.</summary>
    public IReadOnlyList<ProgramRun> Runs(int readers) => HeadInterface.Runs(
        Interface, signal => signal == Interface.Signals[Erase] || signal == Interface.Signals[Additions] ? readers : 0);

    public int Keys { get; }

    public int Strengths { get; }

    public int Gates { get; }

    public int Shifts { get; }

    public int Sharpening { get; }

    public int Erase { get; }

    public int Additions { get; }
}
