using FsCheck;
using FsCheck.Fluent;
using NeuralMemory.Numerics;
using NeuralMemory.Testing;

namespace NeuralMemory.Machines.Tests;

/// <summary>A machine of attention, and sequences for it.</summary>
/// <param name="Config">The machine.</param>
/// <param name="Lengths">How long the sequences are.</param>
/// <param name="Seed">What weights and inputs are drawn from.</param>
/// <param name="Step">A step, before the end of the longest sequence.</param>
internal sealed record MachineTrial(MachineConfig Config, int[] Lengths, int Seed, int Step)
{
    /// <summary>
    /// Machines of causal layers; so wide that a normalised row says more than which of its numbers are large. Of two numbers that are
    /// almost equal, the layer's norm makes any noise three hundred times as large.
    /// </summary>
    public static Gen<MachineConfig> Causal { get; } =
        from kind in Gen.Choose(0, 2)
        from heads in Gen.Choose(1, 3)
        from pairs in Gen.Choose(3, 4)
        from layers in Gen.Choose(1, 3)
        from positions in Gen.Elements(Enum.GetValues<PositionKind>())
        from window in Gen.Elements<int?>(null, 1, 2, 3, 5)
        from option in Gen.Elements(false, true)
        select (MachineConfig)(kind switch
        {
            0 => (StackConfig)new TransformerConfig
            {
                Window = window,
                Norm = option ? NormPlace.Post : NormPlace.Pre,
                Activation = option ? ActivationKind.Relu : ActivationKind.Gelu,
                Hidden = 7,
            },
            1 => new HopfieldConfig { Updates = 1 + layers, Hidden = 7, Beta = option ? 0.8 : null },
            _ => new MemoryNetworkConfig { Mapped = option },
        } with
        {
            Width = 2 * pairs * heads,
            Heads = heads,
            Layers = layers,
            Positions = positions,
            Places = 16,
        });

    /// <summary>Transformers with an encoder, which reads all of a sequence before they answer; as wide, for the same reason.</summary>
    public static Gen<MachineConfig> Encoding { get; } =
        from layout in Gen.Elements(TransformerLayout.Encoder, TransformerLayout.EncoderDecoder)
        from heads in Gen.Choose(1, 3)
        from pairs in Gen.Choose(3, 4)
        from layers in Gen.Choose(1, 2)
        from positions in Gen.Elements(Enum.GetValues<PositionKind>())
        from window in Gen.Elements<int?>(null, 1, 2, 5)
        from norm in Gen.Elements(Enum.GetValues<NormPlace>())
        select (MachineConfig)new TransformerConfig
        {
            Layout = layout,
            Width = 2 * pairs * heads,
            Heads = heads,
            Layers = layers,
            Positions = positions,
            Places = 16,
            Window = window,
            Norm = norm,
            Hidden = 7,
        };

    /// <summary>
    /// Recurrent encoders and decoders. Not those that choose among steps or look into a window: where a place is as good as in or out,
    /// rounding decides.
    /// </summary>
    public static Gen<MachineConfig> Recurrent { get; } =
        from attention in Gen.Elements(Enum.GetValues<ScoreKind>())
        from cell in Gen.Elements([.. Enum.GetValues<ControllerKind>().Where(kind => kind != ControllerKind.FeedForward)])
        from units in Gen.Choose(2, 9)
        from layers in Gen.Choose(1, 2)
        from bidirectional in Gen.Elements(false, true)
        from feeding in Gen.Elements(false, true)
        select (MachineConfig)new Seq2SeqConfig
        {
            Attention = attention,
            Cell = cell,
            Units = units,
            Layers = layers,
            Bidirectional = bidirectional && attention != ScoreKind.Dot,
            InputFeeding = feeding && attention != ScoreKind.None,
        };

    /// <summary>Perceivers that know no more of time than their inputs say; as wide, for the same reason.</summary>
    public static Gen<MachineConfig> Timeless { get; } =
        from latents in Gen.Choose(1, 6)
        from heads in Gen.Choose(1, 3)
        from pairs in Gen.Choose(3, 4)
        from layers in Gen.Choose(0, 2)
        from looks in Gen.Choose(1, 3)
        from coordinates in Gen.Choose(0, 2)
        from answer in Gen.Elements(Enum.GetValues<PerceiverAnswer>())
        select (MachineConfig)new PerceiverConfig
        {
            Latents = latents,
            Heads = heads,
            Width = 2 * pairs * heads,
            Layers = layers,
            Looks = looks,
            Coordinates = coordinates,
            Bands = 2,
            Hidden = 5,
            Answer = answer,
            Time = false,
        };

    /// <summary>Checks what must hold for all machines of a kind, over sequences of any lengths.</summary>
    public static void Check(Gen<MachineConfig> machines, Action<MachineTrial> property) => Prop.ForAll((
        from config in machines
        from sequences in Gen.Choose(1, 7)
        from lengths in Gen.Choose(1, 11).ArrayOf(sequences)
        from seed in Gen.Choose(0, 1000)
        from step in Gen.Choose(0, lengths.Max() - 1)
        select new MachineTrial(config, lengths, seed, step)).ToArbitrary(), property).QuickCheckThrowOnFailure();

    /// <summary>The machine and the sequences.</summary>
    public MachineRig Rig(bool recording = false) => new(Config, Lengths, Seed, recording);

    /// <summary>
    /// The same bits; numbers alone where sums depend on the rows that are computed together, as those of an engine may, and those of
    /// recurrent layers.
    /// </summary>
    public static void AssertSame(Real[] expected, Real[] actual, bool hasUniformRows = true)
    {
        if (hasUniformRows && EngineUnderTest.HasUniformRows)
            Assert.Equal(expected, actual);
        else
            Close.Within(Close.OutputTolerance, Array.ConvertAll(expected, x => (double)x), actual, "answers");
    }

    /// <summary>The answers of a sequence, in the order of its steps.</summary>
    public static Real[] AnswersOf(SequenceBatch batch, Real[] logits, int sequence, int steps) =>
    [
        .. Enumerable.Range(0, steps)
            .SelectMany(step => logits.AsSpan(batch.Row(sequence, step) * MachineRig.OutputWidth, MachineRig.OutputWidth).ToArray()),
    ];
}
