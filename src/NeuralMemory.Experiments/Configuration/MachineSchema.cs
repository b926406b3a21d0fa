using NeuralMemory.Machines;
using static NeuralMemory.Experiments.Values;

namespace NeuralMemory.Experiments;

/// <summary>The keys of <c>machine</c>.</summary>
internal static class MachineSchema
{
    private const string SkipMeaning = "Whether the input reaches every layer, and every layer the output";
    private const string InitialMeaning = "What the layers' states are before the first step: zeros, or what training finds";
    private const string DropoutMeaning = "The share of the layers' output that is dropped on its way to the answer, in training only";
    private const string BidirectionalMeaning = "Whether further layers read the sequence from its end; the answer sees both";
    private const string NormalizeMeaning = "Whether layers are normalised: each gate on its own, over the units";
    /// <summary>The most slots of a memory.</summary>
    public const int MostSlots = 1 << 20;

    private const int MostUnits = 1 << 16, MostLayers = 64, MostHeads = 256;

    public static Variants<MachineConfig> Root { get; } = new Variants<MachineConfig>(machine => machine.Kind)
        .LateKind("ntm", new NtmConfig(), () => Ntm)
        .LateKind("dnc", new DncConfig(), () => Dnc, DncPresets.All)
        .LateKind("lstm", new LstmConfig(), () => Lstm)
        .LateKind("gru", new GruConfig(), () => Recurrent<GruConfig>())
        .LateKind("second-order", new SecondOrderConfig(), () => Recurrent<SecondOrderConfig>())
        .LateKind("rnn", new RnnConfig(), () => Recurrent<RnnConfig>())
        .LateKind("multiplicative-lstm", new MultiplicativeLstmConfig(), () => Recurrent<MultiplicativeLstmConfig>())
        .LateKind("hyper-lstm", new HyperLstmConfig(), () => HyperLstm)
        .LateKind("seq2seq", new Seq2SeqConfig(), () => AttentionSchema.Seq2Seq)
        .LateKind("transformer", new TransformerConfig(), () => AttentionSchema.Transformer)
        .LateKind("perceiver", new PerceiverConfig(), () => AttentionSchema.Perceiver)
        .LateKind("memory-network", new MemoryNetworkConfig(), () => AttentionSchema.MemoryNetwork)
        .LateKind("fast-weights", new FastWeightsConfig(), () => RecurrentStackSchema.FastWeights)
        .LateKind("xlstm", new XlstmConfig(), () => XlstmSchema.Xlstm)
        .LateKind("hopfield", new HopfieldConfig(), () => AttentionSchema.Hopfield)
        .LateKind("stack-rnn", new StackRnnConfig(), () => StackSchema.StackRnn)
        .LateKind("tape-rnn", new TapeRnnConfig(), () => StackSchema.TapeRnn)
        .LateKind("nutm", new NutmConfig(), () => Nutm)
        .LateKind("product-key", new ProductKeyConfig(), () => AttentionSchema.ProductKey)
        .LateKind("sam", new SamConfig(), () => SparseSchema.Sam)
        .LateKind("sdnc", new SdncConfig(), () => SparseSchema.Sdnc);

    private static Section<NtmConfig> Ntm => NtmCore
        .WithEmbedding(n => n.Embedding, (n, v) => n with { Embedding = v });

    private static Section<NtmConfig> NtmCore => new Section<NtmConfig>()
        .Key("controller", Controller, n => n.Controller, (n, v) => n with { Controller = v }, "The network that drives the heads")
        .Key("memory", Memory, n => n.Memory, (n, v) => n with { Memory = v }, "The memory matrix")
        .Key("heads", Heads, n => n.Heads, (n, v) => n with { Heads = v }, "What reads and writes the memory");

    private static Section<DncConfig> Dnc => DncCore
        .WithEmbedding(d => d.Embedding, (d, v) => d with { Embedding = v });

    private static Section<DncConfig> DncCore => new Section<DncConfig>()
        .Key("controller", Controller, d => d.Controller, (d, v) => d with { Controller = v }, "The network that drives the heads")
        .Key("memory", DncMemory, d => d.Memory, (d, v) => d with { Memory = v }, "The memory matrix, zeros before the first step")
        .Key("heads", DncHeads, d => d.Heads, (d, v) => d with { Heads = v }, "What reads and writes the memory")
        .Key("links", Links, d => d.Links, (d, v) => d with { Links = v }, "What is remembered of the order of writing")
        .Key("lookup", Lookup, d => d.Lookup, (d, v) => d with { Lookup = v }, "How slots are found by content")
        .Key("deallocate", Flag, d => d.Deallocate, (d, v) => d with { Deallocate = v },
            "Whether a slot that is freed loses its content, so that no look-up finds it")
        .Key("normalize", Flag, d => d.Normalize, (d, v) => d with { Normalize = v },
            "Whether what the controller tells the heads is layer-normalised")
        .Key("dropout", Number(Bounds.Fraction), d => d.Dropout, (d, v) => d with { Dropout = v },
            "The share of the controller's outputs that training hides from the answer, so that it has to use what was read")
        .Key("bidirectional", Flag, d => d.Bidirectional, (d, v) => d with { Bidirectional = v },
            "Whether a second controller, without a memory, reads the sequence from its end; the answer sees both")
        .Key("usage_gradient", Flag, d => d.UsageGradient, (d, v) => d with { UsageGradient = v },
            "Whether the gradient of the usage reaches the write weightings; DeepMind's published code stops it")
        .Key("clip", Number(new Bounds(0, 1e6)), d => d.Clip, (d, v) => d with { Clip = v },
            "The bound of what the controller tells the heads and of the answer logits; 0 for none");

    private static Section<NutmConfig> Nutm => new Section<NutmConfig>()
        .Key("core", Cores, n => n.Core, (n, v) => n with { Core = v }, "The machine whose heads run programs")
        .Key("programs", Programs, n => n.Programs, (n, v) => n with { Programs = v }, "The stored programs")
        .WithEmbedding(n => n.Embedding, (n, v) => n with { Embedding = v });

    private static Variants<MachineConfig> Cores => new Variants<MachineConfig>(machine => machine.Kind)
        .Kind("ntm", new NtmConfig(), NtmCore)
        .Kind("dnc", new DncConfig(), DncCore, DncPresets.All);

    private static Section<ProgramsConfig> Programs => new Section<ProgramsConfig>()
        .Key("count", Integer(1, 256), p => p.Count, (p, v) => p with { Count = v }, "P, how many programs each head has")
        .Key("key", Integer(1, 1024), p => p.Key, (p, v) => p with { Key = v }, "D, the numbers of a program's key")
        .Key("apart", Number(Bounds.Decay), p => p.Apart, (p, v) => p with { Apart = v },
            "What the mean cosine of a head's keys is multiplied by in the loss of training, so that they stay apart; 0 for nothing",
            cameLater: true)
        .Key("apart_decay", Number(new Bounds(0, 1, LowIsIncluded: false)), p => p.ApartDecay, (p, v) => p with { ApartDecay = v },
            "What `apart` is multiplied by at every step of training", cameLater: true);

    private static Section<DncMemoryConfig> DncMemory => new Section<DncMemoryConfig>()
        .Key("slots", Integer(1, MostSlots), m => m.Slots, (m, v) => m with { Slots = v }, "N, the number of slots")
        .Key("width", Integer(1, 4096), m => m.Width, (m, v) => m with { Width = v }, "W, the width of a slot");

    private static Section<DncHeadsConfig> DncHeads => new Section<DncHeadsConfig>()
        .Key("read", Integer(1, MostHeads), h => h.Read, (h, v) => h with { Read = v }, "How many heads read")
        .Key("write", Integer(1, MostHeads), h => h.Write, (h, v) => h with { Write = v }, "How many heads write");

    private static Section<LinksConfig> Links => new Section<LinksConfig>()
        .Key("kind", Choice<LinksKind>(), l => l.Kind, (l, v) => l with { Kind = v },
            "All links between slots, the largest of each slot, or none: then reading is by content alone")
        .Key("entries", Integer(1, MostSlots), l => l.Entries, (l, v) => l with { Entries = v },
            "K, the links of a slot where they are sparse")
        .Key("sharpen", Flag, l => l.Sharpen, (l, v) => l with { Sharpen = v }, "Whether the controller sharpens where links lead");

    private static Section<LookupConfig> Lookup => new Section<LookupConfig>()
        .Key("masked", Flag, l => l.Masked, (l, v) => l with { Masked = v },
            "Whether keys and slots are compared through masks that the controller makes")
        .Key("mask_floor", Number(Bounds.Fraction), l => l.MaskFloor, (l, v) => l with { MaskFloor = v },
            "The least entry of a mask");

    /// <summary>The keys of a controller.</summary>
    public static Section<ControllerConfig> Controller => new Section<ControllerConfig>()
        .Key("kind", Choice<ControllerKind>(), c => c.Kind, (c, v) => c with { Kind = v }, "The kind of layer")
        .Key("units", Units, c => c.Units, (c, v) => c with { Units = v }, "Units of each layer")
        .Key("layers", Layers, c => c.Layers, (c, v) => c with { Layers = v }, "Layers on top of each other")
        .Key("skip", Flag, c => c.Skip, (c, v) => c with { Skip = v }, SkipMeaning)
        .Key("initial", Choice<InitialState>(), c => c.Initial, (c, v) => c with { Initial = v }, InitialMeaning)
        .Key("normalize", Flag, c => c.Normalize, (c, v) => c with { Normalize = v }, NormalizeMeaning)
        .Key("cell_clip", Number(new Bounds(0, 1e6)), c => c.CellClip, (c, v) => c with { CellClip = v },
            "The bound of an LSTM's cells, which are passed on from step to step; 0 for none")
        .Key("hyper", Hyper, c => c.Hyper, (c, v) => c with { Hyper = v }, "The small LSTM beside each layer of `hyper-lstm`",
            only: new("its kind is 'hyper-lstm'", c => c.Kind == ControllerKind.HyperLstm));

    private static Section<MemoryConfig> Memory => new Section<MemoryConfig>()
        .Key("slots", Integer(1, MostSlots), m => m.Slots, (m, v) => m with { Slots = v }, "N, the number of slots")
        .Key("width", Integer(1, 4096), m => m.Width, (m, v) => m with { Width = v }, "W, the width of a slot")
        .Key("initial", Choice<InitialMemory>(), m => m.Initial, (m, v) => m with { Initial = v },
            "What stands in it before the first step: one small number, what training finds, or fixed normal draws")
        .Key("value", Number(Bounds.Moderate), m => m.Value, (m, v) => m with { Value = v },
            "The number of `constant`, and the scale of `random`");

    private static Section<HeadsConfig> Heads => new Section<HeadsConfig>()
        .Key("read", Integer(1, MostHeads), h => h.Read, (h, v) => h with { Read = v }, "How many heads read")
        .Key("write", Integer(1, MostHeads), h => h.Write, (h, v) => h with { Write = v }, "How many heads write")
        .Key("shift", Integer(0, 64), h => h.Shift, (h, v) => h with { Shift = v }, "The farthest that a head moves in a step, in slots")
        .Key("order", Choice<StepOrder>(), h => h.Order, (h, v) => h with { Order = v }, "Whether a step reads before or after it writes");

    private static Section<LstmConfig> Lstm => Recurrent<LstmConfig>()
        .Key("forget_bias", Number(Bounds.Moderate), c => c.ForgetBias, (c, v) => c with { ForgetBias = v },
            "Where the biases of the forget gates begin: a cell keeps sigmoid(b) of itself from step to step, 0.73 at 1, 0.993 at 5",
            cameLater: true);

    private static Section<HyperLstmConfig> HyperLstm => Recurrent<HyperLstmConfig>()
        .Key("hyper", Hyper, c => c.Hyper, (c, v) => c with { Hyper = v }, "The small LSTM beside each layer");

    private static Section<HyperConfig> Hyper => new Section<HyperConfig>()
        .Key("units", Units, h => h.Units, (h, v) => h with { Units = v }, "Units of the small LSTM that scales a layer's weights")
        .Key("embedding", Integer(1, 4096), h => h.Embedding, (h, v) => h with { Embedding = v }, "How many numbers it tells each gate");

    /// <summary>The keys that all machines without a memory have.</summary>
    private static Section<T> Recurrent<T>() where T : RecurrentConfig => new Section<T>()
        .Key("units", Units, c => c.Units, (c, v) => Of(c, r => r with { Units = v }), "Units of each layer")
        .Key("layers", Layers, c => c.Layers, (c, v) => Of(c, r => r with { Layers = v }), "Layers on top of each other")
        .Key("skip", Flag, c => c.Skip, (c, v) => Of(c, r => r with { Skip = v }), SkipMeaning)
        .Key("initial", Choice<InitialState>(), c => c.Initial, (c, v) => Of(c, r => r with { Initial = v }), InitialMeaning)
        .Key("normalize", Flag, c => c.Normalize, (c, v) => Of(c, r => r with { Normalize = v }), NormalizeMeaning)
        .Key("dropout", Number(Bounds.Fraction), c => c.Dropout, (c, v) => Of(c, r => r with { Dropout = v }), DropoutMeaning)
        .Key("bidirectional", Flag, c => c.Bidirectional, (c, v) => Of(c, r => r with { Bidirectional = v }), BidirectionalMeaning)
        .WithEmbedding(c => c.Embedding, (c, v) => Of(c, r => r with { Embedding = v }));

    /// <summary>A record changed by what all such records have; it keeps its own kind.</summary>
    private static T Of<T>(T config, Func<RecurrentConfig, RecurrentConfig> change) where T : RecurrentConfig => (T)change(config);

    private static ConfigValue<int> Units => Integer(1, MostUnits);

    /// <summary>
    /// Adds the key <c>embedding</c>, which all machines have. There are runs that are older than it, and what it says by default was true
    /// of all.
    /// </summary>
    public static Section<T> WithEmbedding<T>(this Section<T> section, Func<T, int> get, Func<T, int, T> with) => section.Key(
        "embedding", Integer(1, 4096), get, with, "How many numbers stand for a symbol, where the task shows symbols by their numbers",
        cameLater: true);

    private static ConfigValue<int> Layers => Integer(1, MostLayers);
}
