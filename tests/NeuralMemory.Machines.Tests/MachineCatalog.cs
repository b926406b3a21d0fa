using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines.Tests;

/// <summary>Small machines of every kind and option, by a name that a failing test shows.</summary>
internal static class MachineCatalog
{
    private static readonly ControllerKind[] Controllers = Enum.GetValues<ControllerKind>();

    private static readonly HyperConfig Hyper = new() { Units = 3, Embedding = 2 };

    public static IReadOnlyDictionary<string, MachineConfig> All { get; } = Build();

    public static IReadOnlyDictionary<string, NtmConfig> Ntms { get; } =
        All.Where(machine => machine.Value is NtmConfig).ToDictionary(machine => machine.Key, machine => (NtmConfig)machine.Value);

    public static TheoryData<string> Names => [.. All.Keys];

    public static IReadOnlyDictionary<string, DncConfig> Dncs { get; } =
        All.Where(machine => machine.Value is DncConfig).ToDictionary(machine => machine.Key, machine => (DncConfig)machine.Value);

    public static TheoryData<string> DncNames => [.. Dncs.Keys];

    public static TheoryData<string> NtmNames => [.. Ntms.Keys];

    /// <summary>The machines that have a memory.</summary>
    public static TheoryData<string> MemoryNames =>
        [.. Ntms.Keys, .. Dncs.Keys, .. StackCatalog.StackRnns.Keys, .. StackCatalog.TapeRnns.Keys, .. SparseNames];

    /// <summary>The machines whose memory is sparse.</summary>
    public static IEnumerable<string> SparseNames =>
        All.Where(machine => machine.Value is SamConfig or SdncConfig).Select(machine => machine.Key);

    /// <summary>
    /// The machines whose gradient can be told by differences. Straight through a choice goes that of something else, namely of the softmax
    /// that it is made by; and the small layers of a decoder of hyper-LSTM are so large that it would take minutes.
    /// </summary>
    public static TheoryData<string> DifferenceNames =>
    [
        .. All.Where(machine => machine.Value is not (Seq2SeqConfig { Weights: HardWeightsConfig }
            or Seq2SeqConfig { Cell: ControllerKind.HyperLstm })).Select(machine => machine.Key),
    ];

    /// <summary>How a machine's interface vector divides.</summary>
    public static InterfaceLayout InterfaceOf(MachineConfig config) => config switch
    {
        NtmConfig ntm => NtmSignals.Layout(ntm.Heads, ntm.Memory.Width),
        StackRnnConfig stack => StackRnnStep.Layout(stack.Memory),
        TapeRnnConfig tape => TapeRnnStep.Layout(tape.Memory),
        SamConfig sam => SamSignals.Layout(sam.Heads, sam.Memory.Width),
        SdncConfig sdnc => SamSignals.Layout(sdnc.Heads, sdnc.Memory.Width, hasLinks: true),
        _ => DncSignals.Layout((DncConfig)config),
    };

    /// <summary>A machine of five units, seven slots of width three.</summary>
    public static NtmConfig Ntm(
        ControllerKind controller = ControllerKind.Lstm, int layers = 1, int read = 1, int write = 1, int shift = 1,
        StepOrder order = StepOrder.ReadFirst, InitialMemory initial = InitialMemory.Constant, int slots = 7, int width = 3) => new()
        {
            Controller = new() { Kind = controller, Units = 5, Layers = layers, Hyper = Hyper },
            Memory = new() { Slots = slots, Width = width, Initial = initial, Value = initial == InitialMemory.Random ? 0.3 : 1e-6 },
            Heads = new() { Read = read, Write = write, Shift = shift, Order = order },
        };

    /// <summary>A machine of five units, seven slots of width three, two readers; its gradient is that of its equations.</summary>
    public static DncConfig Dnc(
        ControllerKind controller = ControllerKind.Lstm, int layers = 1, int read = 2, int write = 1, int slots = 7, int width = 3) => new()
        {
            Controller = new() { Kind = controller, Units = 5, Layers = layers, Hyper = Hyper },
            Memory = new() { Slots = slots, Width = width },
            Heads = new() { Read = read, Write = write },
            UsageGradient = true,
        };

    /// <summary>A machine of five units, seven slots of width three, of which a head reads two.</summary>
    public static SamConfig Sam(
        ControllerKind controller = ControllerKind.Lstm, int heads = 1, int slots = 7, int width = 3, int top = 2) => new()
        {
            Controller = new() { Kind = controller, Units = 5, Hyper = Hyper },
            Memory = new() { Slots = slots, Width = width, Top = top },
            Heads = heads,
        };

    /// <summary>The same with links, three of a slot.</summary>
    public static SdncConfig Sdnc(
        ControllerKind controller = ControllerKind.Lstm, int heads = 1, int slots = 7, int top = 2, int entries = 3) => new()
        {
            Controller = new() { Kind = controller, Units = 5, Hyper = Hyper },
            Memory = new() { Slots = slots, Width = 3, Top = top },
            Heads = heads,
            Links = new() { Entries = entries },
        };

    private static Dictionary<string, MachineConfig> Build()
    {
        var machines = new Dictionary<string, MachineConfig>
        {
            ["lstm"] = new LstmConfig { Units = 5 },
            ["lstm of 3 layers"] = new LstmConfig { Units = 9, Layers = 3 },
            ["gru"] = new GruConfig { Units = 5 },
            ["lstm with skips and a learned start"] = new LstmConfig { Units = 5, Layers = 3, Skip = true, Initial = InitialState.Learned },
            ["gru with skips and a learned start"] = new GruConfig { Units = 5, Layers = 2, Skip = true, Initial = InitialState.Learned },
            ["lstm, normalised"] = new LstmConfig { Units = 5, Layers = 2, Normalize = true },
            ["gru, normalised"] = new GruConfig { Units = 5, Layers = 2, Normalize = true, Initial = InitialState.Learned },
            ["lstm with dropout"] = new LstmConfig { Units = 5, Layers = 2, Skip = true, Dropout = 0.4 },
            ["lstm, bidirectional"] = new LstmConfig { Units = 5, Bidirectional = true, Dropout = 0.4 },
            ["gru, bidirectional"] = new GruConfig
            {
                Units = 5,
                Layers = 2,
                Skip = true,
                Initial = InitialState.Learned,
                Normalize = true,
                Bidirectional = true,
            },
            ["rnn"] = new RnnConfig { Units = 5 },
            ["rnn with skips, normalised, a learned start"] =
                new RnnConfig { Units = 5, Layers = 2, Skip = true, Normalize = true, Initial = InitialState.Learned },
            ["rnn, bidirectional"] = new RnnConfig { Units = 4, Layers = 2, Bidirectional = true, Dropout = 0.3 },
            ["seq2seq of plain units"] = new Seq2SeqConfig { Units = 3, Cell = ControllerKind.Rnn, Layers = 2 },
            ["gru of 2 layers"] = new GruConfig { Units = 9, Layers = 2 },
            ["seq2seq without attention"] = new Seq2SeqConfig { Units = 4, Attention = ScoreKind.None, Cell = ControllerKind.Lstm },
            ["seq2seq, bahdanau"] = new Seq2SeqConfig { Units = 4, Layers = 2, Dropout = 0.3 },
            ["seq2seq, dot, input feeding"] = new Seq2SeqConfig
            {
                Units = 4,
                Attention = ScoreKind.Dot,
                Bidirectional = false,
                Cell = ControllerKind.Lstm,
                InputFeeding = true,
            },
            ["seq2seq, general, local"] = new Seq2SeqConfig { Units = 4, Attention = ScoreKind.General, Window = 2 },
            ["seq2seq, the best two"] = new Seq2SeqConfig
            {
                Units = 4,
                Attention = ScoreKind.General,
                Weights = new TopWeightsConfig { Most = 2 },
            },
            ["seq2seq, sampled"] = new Seq2SeqConfig { Units = 4, Weights = new SampledWeightsConfig() },
            ["seq2seq, cosine"] = new Seq2SeqConfig { Units = 4, Attention = ScoreKind.Cosine, Cell = ControllerKind.Lstm },
            ["seq2seq, hard"] = new Seq2SeqConfig { Units = 4, Attention = ScoreKind.General, Weights = new HardWeightsConfig() },
            ["seq2seq of second order"] = new Seq2SeqConfig { Units = 3, Cell = ControllerKind.SecondOrder, Layers = 2 },
            ["seq2seq, multiplicative lstm"] = new Seq2SeqConfig { Units = 3, Cell = ControllerKind.MultiplicativeLstm },
            ["seq2seq, hyper-lstm"] = new Seq2SeqConfig { Units = 3, Cell = ControllerKind.HyperLstm, Bidirectional = false },
            ["seq2seq, concat"] = new Seq2SeqConfig { Units = 3, Attention = ScoreKind.Concat, Layers = 2, InputFeeding = true },
            ["transformer"] = new TransformerConfig { Width = 12, Heads = 3, Layers = 2, Hidden = 5 },
            ["transformer, the best three"] = new TransformerConfig
            {
                Width = 12,
                Heads = 2,
                Layers = 2,
                Hidden = 5,
                Weights = new TopWeightsConfig { Most = 3 },
            },
            ["transformer with dropout, normalised after, relu"] = new TransformerConfig
            {
                Width = 6,
                Heads = 2,
                Layers = 2,
                Hidden = 5,
                Norm = NormPlace.Post,
                Activation = ActivationKind.Relu,
                Positions = PositionKind.Sinusoidal,
                Dropout = 0.4,
            },
            ["transformer with a window and alibi"] = new TransformerConfig
            {
                Width = 6,
                Heads = 2,
                Layers = 2,
                Hidden = 5,
                Window = 3,
                Positions = PositionKind.Alibi,
            },
            ["transformer encoder with learned places"] = new TransformerConfig
            {
                Layout = TransformerLayout.Encoder,
                Width = 6,
                Heads = 2,
                Layers = 2,
                Hidden = 5,
                Positions = PositionKind.Learned,
                Places = 24,
            },
            ["transformer encoder and decoder"] = new TransformerConfig
            {
                Layout = TransformerLayout.EncoderDecoder,
                Width = 8,
                Heads = 2,
                Layers = 2,
                Hidden = 5,
                Dropout = 0.2,
            },
            ["product-key"] = new ProductKeyConfig
            {
                Width = 12,
                Heads = 3,
                Layers = 2,
                Hidden = 5,
                Memory = new() { Keys = 4, Heads = 2, Top = 3, Width = 6 },
            },
            ["product-key in every layer, not normalised"] = new ProductKeyConfig
            {
                Width = 6,
                Heads = 1,
                Layers = 2,
                Dropout = 0.3,
                Positions = PositionKind.Alibi,
                Memory = new() { Keys = 3, Heads = 1, Top = 2, Width = 4, Every = 1, Normalize = false },
            },
            ["hopfield"] = new HopfieldConfig { Width = 12, Heads = 3, Layers = 2, Hidden = 5, Beta = 0.7 },
            ["fast weights"] = new FastWeightsConfig { Width = 6, Heads = 2, Layers = 2, Hidden = 5, Strength = 2, Convolution = 3 },
            ["fast weights, additive"] = new FastWeightsConfig
            {
                Rule = FastWeightsRule.Additive,
                Width = 5,
                Heads = 1,
                Layers = 1,
                Hidden = 0,
                Convolution = 0,
                Silu = false,
            },
            ["fast weights, sinusoidal"] = new FastWeightsConfig
            {
                Width = 4,
                Heads = 1,
                Layers = 1,
                Hidden = 3,
                Positions = PositionKind.Sinusoidal,
            },
            ["fast weights, gated"] = new FastWeightsConfig
            {
                Rule = FastWeightsRule.GatedDelta,
                Width = 6,
                Heads = 3,
                Layers = 1,
                Hidden = 4,
                Convolution = 2,
                OutputGate = true,
                Gated = true,
                Activation = ActivationKind.Silu,
                Positions = PositionKind.Learned,
                Places = 40,
            },
            ["xlstm"] = new XlstmConfig { Width = 12, Heads = 2, Layers = 2 },
            ["xlstm of matrices, exponential, without convolution and blocks"] = new XlstmConfig
            {
                Width = 10,
                Heads = 2,
                Layers = 2,
                Memories = [XlstmMemory.Matrix],
                Forget = ForgetGate.Exponential,
                InputBias = 1,
                Block = 0,
                Convolution = 0,
                Expansion = 1,
            },
            ["xlstm of scalars with dropout"] = new XlstmConfig
            {
                Width = 10,
                Heads = 2,
                Layers = 2,
                Memories = [XlstmMemory.Scalar],
                Hidden = 5,
                Convolution = 2,
                Dropout = 0.4,
            },
            ["xlstm of scalars, without recurrent weights"] = new XlstmConfig
            {
                Width = 9,
                Heads = 1,
                Layers = 1,
                Memories = [XlstmMemory.Scalar],
                Recurrent = false,
                Forget = ForgetGate.Exponential,
            },
            ["memory network"] = new MemoryNetworkConfig { Width = 5, Layers = 3, Places = 24 },
            ["memory network, rotary, not mapped"] = new MemoryNetworkConfig
            {
                Width = 8,
                Heads = 2,
                Layers = 2,
                Mapped = false,
                Positions = PositionKind.Rotary,
            },
            ["perceiver"] = new PerceiverConfig { Latents = 3, Width = 6, Heads = 2, Layers = 1, Looks = 3, Hidden = 5, Bands = 2 },
            ["perceiver, mean, with coordinates"] = new PerceiverConfig
            {
                Latents = 3,
                Width = 6,
                Heads = 2,
                Layers = 1,
                Hidden = 5,
                Bands = 2,
                Answer = PerceiverAnswer.Mean,
                Coordinates = 1,
                Time = false,
            },
            ["second-order"] = new SecondOrderConfig { Units = 5 },
            ["second-order, bidirectional"] = new SecondOrderConfig
            {
                Units = 5,
                Layers = 2,
                Skip = true,
                Initial = InitialState.Learned,
                Normalize = true,
                Bidirectional = true,
            },
            ["multiplicative lstm"] = new MultiplicativeLstmConfig { Units = 5 },
            ["multiplicative lstm, bidirectional"] = new MultiplicativeLstmConfig
            {
                Units = 9,
                Layers = 2,
                Skip = true,
                Initial = InitialState.Learned,
                Normalize = true,
                Bidirectional = true,
                Dropout = 0.4,
            },
            ["hyper-lstm"] = new HyperLstmConfig { Units = 5, Hyper = Hyper },
            ["hyper-lstm, bidirectional"] = new HyperLstmConfig
            {
                Units = 5,
                Layers = 2,
                Skip = true,
                Initial = InitialState.Learned,
                Normalize = true,
                Bidirectional = true,
                Hyper = new() { Units = 9, Embedding = 1 },
            },
        };
        foreach (ControllerKind controller in Controllers)
        {
            foreach (StepOrder order in Enum.GetValues<StepOrder>())
                foreach (int heads in (int[])[1, 3])
                    machines[$"ntm {controller}, {heads} heads, {order}"] = Ntm(controller, read: heads, write: heads, order: order);
            machines[$"ntm {controller}, skips and a learned start"] = Ntm(controller, layers: 2) with
            {
                Controller = new()
                {
                    Kind = controller,
                    Units = 5,
                    Layers = 2,
                    Skip = true,
                    Initial = InitialState.Learned,
                    Hyper = Hyper,
                },
            };
            machines[$"ntm {controller}, normalised"] = Ntm(controller) with
            {
                Controller = new() { Kind = controller, Units = 9, Normalize = true, Hyper = Hyper },
            };
            machines[$"ntm {controller}, 2 layers"] = Ntm(controller, layers: 2);
            machines[$"ntm {controller}, shift 2, 1 reader, 3 writers"] = Ntm(controller, shift: 2, write: 3);
        }

        foreach (ControllerKind kind in (ControllerKind[])[ControllerKind.Lstm, ControllerKind.MultiplicativeLstm, ControllerKind.HyperLstm])
            machines[$"ntm {kind} of bounded cells"] = Ntm() with
            {
                Controller = new() { Kind = kind, Units = 5, Layers = 2, CellClip = 0.2, Hyper = Hyper },
            };
        machines["ntm without shifts"] = Ntm(shift: 0, read: 2);
        machines["ntm of learned memory"] = Ntm(initial: InitialMemory.Learned, order: StepOrder.WriteFirst);
        machines["ntm of random memory"] = Ntm(initial: InitialMemory.Random, read: 2);
        machines["ntm of one slot"] = Ntm(slots: 1, write: 2);
        machines["ntm of slots of width one"] = Ntm(width: 1, read: 3);
        machines["ntm whose shifts go round twice"] = Ntm(slots: 2, shift: 5);
        machines["ntm of whole vectors"] = Ntm(slots: 32, width: 8);
        foreach (ControllerKind controller in Controllers)
        {
            machines[$"dnc {controller}"] = Dnc(controller);
            machines[$"dnc {controller}, 2 layers, 3 readers, 2 writers"] = Dnc(controller, layers: 2, read: 3, write: 2);
        }

        foreach (bool masked in (bool[])[false, true])
            foreach (bool deallocate in (bool[])[false, true])
                foreach (bool sharpen in (bool[])[false, true])
                    if (masked || deallocate || sharpen)
                        machines[$"dnc, masked {masked}, deallocate {deallocate}, sharpen {sharpen}"] = Dnc(write: 2) with
                        {
                            Lookup = new() { Masked = masked },
                            Deallocate = deallocate,
                            Links = new() { Sharpen = sharpen },
                        };
        machines["dnc without links"] = Dnc() with { Links = new() { Kind = LinksKind.None } };
        // Whole vectors: slots that are used alike tie exactly, and which of them is kept does not hang on rounding.
        machines["dnc of 3 links a slot"] = Dnc(write: 2, slots: 8) with { Links = new() { Kind = LinksKind.Sparse, Entries = 3 } };
        machines["dnc of more links than slots"] = Dnc() with { Links = new() { Kind = LinksKind.Sparse, Entries = 30, Sharpen = true } };
        machines["dnc of normalised signals"] = Dnc() with { Normalize = true, Dropout = 0.4 };
        machines["dnc as adnc"] = DncPresets.All["adnc"] with
        {
            Controller = new() { Units = 5, Layers = 2, Skip = true, Normalize = true },
            Memory = new() { Slots = 7, Width = 3 },
            UsageGradient = true,
        };
        machines["dnc, bidirectional"] = Dnc(write: 2) with { Bidirectional = true, Dropout = 0.4 };
        machines["dnc, bidirectional, 2 layers with skips, clipped"] = Dnc() with
        {
            Controller = new() { Kind = ControllerKind.Gru, Units = 5, Layers = 2, Skip = true },
            Bidirectional = true,
            Clip = 0.7,
        };
        machines["dnc, clipped"] = Dnc() with { Clip = 0.7 };
        machines["dnc of one slot"] = Dnc(slots: 1);
        machines["dnc of slots of width one"] = Dnc(width: 1);
        machines["dnc of whole vectors"] = Dnc(slots: 32, width: 8, read: 4);
        machines["dnc of one reader"] = Dnc(read: 1);
        foreach ((string name, StackRnnConfig stack) in StackCatalog.StackRnns)
            machines[name] = stack;
        foreach ((string name, TapeRnnConfig tape) in StackCatalog.TapeRnns)
            machines[name] = tape;
        foreach ((string name, NutmConfig nutm) in NutmCatalog.All)
            machines[name] = nutm;
        foreach (ControllerKind controller in Controllers)
            machines[$"sam {controller}"] = Sam(controller);
        machines["sam of 3 heads"] = Sam(heads: 3);
        machines["sam of 2 heads that read every slot"] = Sam(heads: 2, top: 7);
        // A single slot would be erased in every step, and remember nothing.
        machines["sam of two slots"] = Sam(slots: 2);
        foreach (ControllerKind controller in (ControllerKind[])[ControllerKind.Lstm, ControllerKind.FeedForward])
            machines[$"sdnc {controller}"] = Sdnc(controller);
        machines["sdnc of 3 heads"] = Sdnc(heads: 3);
        machines["sdnc of one link a slot"] = Sdnc(entries: 1);
        machines["sdnc of more links than slots"] = Sdnc(heads: 2, entries: 30, top: 7);
        machines["sam of slots of width one"] = Sam(width: 1);
        machines["sam of whole vectors"] = Sam(slots: 8, width: 8, top: 6);
        return machines;
    }
}
