using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// How the interface vector of a Differentiable Neural Computer divides into signals (Graves et al. 2016, Methods, "Interface vector"),
/// and where those stand that not every machine has.
/// </summary>
internal sealed class DncLayout
{
    private readonly List<Signal> _signals = [];

    /// <summary>
    /// The layout. Some signals begin away from the middle of their range: a new machine writes each input to a slot of its own, keeps it,
    /// and reads few slots rather than the mean of all. Begun in the middle, the memory is a blur that the heads learn nothing from: on
    /// two-way key-value retrieval some machines then never leave the plateau on which they answer with the mean.
    /// </summary>
    public DncLayout(DncConfig config)
    {
        (int readers, int writers, int width) = (config.Heads.Read, config.Heads.Write, config.Memory.Width);
        Add(new("read keys", readers, width, SignalRange.Linear));
        Add(new("read strengths", readers, 1, SignalRange.AtLeastOne, Bias: 4));
        Add(new("write keys", writers, width, SignalRange.Linear));
        Add(new("write strengths", writers, 1, SignalRange.AtLeastOne));
        Add(new("erase", writers, width, SignalRange.Gate));
        Add(new("write vectors", writers, width, SignalRange.Linear));
        Add(new("free gates", readers, 1, SignalRange.Gate, Bias: -2));
        Add(new("allocation gates", writers, 1, SignalRange.Gate, Bias: 2));
        Add(new("write gates", writers, 1, SignalRange.Gate, Bias: 1));
        if (config.Links.Kind != LinksKind.None)
        {
            ReadModes = Add(new("read modes", readers, 1 + 2 * writers, SignalRange.Distribution));
            if (config.Links.Sharpen)
            {
                ForwardSharpness = Add(new("forward sharpness", readers, writers, SignalRange.AtLeastOne));
                BackwardSharpness = Add(new("backward sharpness", readers, writers, SignalRange.AtLeastOne));
            }
        }

        if (config.Lookup.Masked)
        {
            // A floor just below 1 would round to 1, which leaves a mask no room.
            Real floor = Real.Min((Real)config.Lookup.MaskFloor, Real.BitDecrement(1));
            ReadMasks = Add(new("read masks", readers, width, SignalRange.Gate, Floor: floor));
            WriteMasks = Add(new("write masks", writers, width, SignalRange.Gate, Floor: floor));
        }

        Interface = new InterfaceLayout(_signals);
    }

    public InterfaceLayout Interface { get; }

    /// <summary>The place of a signal; null where the machine has none.</summary>
    public int? ReadModes { get; }

    public int? ForwardSharpness { get; }

    public int? BackwardSharpness { get; }

    public int? ReadMasks { get; }

    public int? WriteMasks { get; }

    private int Add(Signal signal)
    {
        _signals.Add(signal);
        return _signals.Count - 1;
    }
}
