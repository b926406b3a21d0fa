using NeuralMemory.Machines;
using static NeuralMemory.Experiments.LayersSchema;
using static NeuralMemory.Experiments.Values;

namespace NeuralMemory.Experiments;

/// <summary>The keys of machines that look back by attention.</summary>
internal static class AttentionSchema
{
    private const string HiddenMeaning = "The units of the network behind attention";
    private const string PositionsMeaning = "How the order of steps is known";
    private const string WeightsMeaning = "How what is found by comparing becomes weights";

    public static Section<Seq2SeqConfig> Seq2Seq => new Section<Seq2SeqConfig>()
        .Key("cell", Choice<ControllerKind>(), c => c.Cell, (c, v) => c with { Cell = v }, "The kind of the recurrent layers")
        .Key("units", Hidden, c => c.Units, (c, v) => c with { Units = v }, "Units of each layer")
        .Key("layers", Layers, c => c.Layers, (c, v) => c with { Layers = v }, "Layers of encoder and decoder each")
        .Key("bidirectional", Flag, c => c.Bidirectional, (c, v) => c with { Bidirectional = v },
            "Whether the encoder also reads from the end")
        .Key("attention", Choice<ScoreKind>(), c => c.Attention, (c, v) => c with { Attention = v },
            "How the decoder looks at what the encoder made of each step; none for the baseline")
        .Key("window", Optional(Integer(1, MostPlaces), "everything"), c => c.Window, (c, v) => c with { Window = v },
            "How far from the place that it aims at the decoder sees")
        .Key("weights", DrawnWeights, c => c.Weights, (c, v) => c with { Weights = v }, WeightsMeaning, cameLater: true)
        .Key("input_feeding", Flag, c => c.InputFeeding, (c, v) => c with { InputFeeding = v },
            "Whether what the decoder made of a step goes into the next one")
        .Key("dropout", Number(Bounds.Fraction), c => c.Dropout, (c, v) => c with { Dropout = v },
            "The share of what goes to the answer that is dropped, in training only")
        .WithEmbedding(c => c.Embedding, (c, v) => c with { Embedding = v });

    private static Variants<WeightsConfig> ChosenWeights => new Variants<WeightsConfig>(weights => weights.Kind)
        .Kind("soft", new SoftWeightsConfig(), new())
        .Kind("top-k", new TopWeightsConfig(), new Section<TopWeightsConfig>()
            .Key("most", Integer(1, MostPlaces), w => w.Most, (w, v) => w with { Most = v }, "Of top-k: how many places have weight"))
        .Kind("hard", new HardWeightsConfig(), new());

    /// <summary>The same, and draws: of a decoder that goes step by step.</summary>
    private static Variants<WeightsConfig> DrawnWeights => ChosenWeights
        .Kind("sampled", new SampledWeightsConfig(), new Section<SampledWeightsConfig>()
            .Key("reward", Number(Bounds.Moderate with { Low = 0 }), w => w.Reward, (w, v) => w with { Reward = v },
                "Of sampled: what the reward of a draw counts beside the loss")
            .Key("baseline_decay", Number(Bounds.Fraction), w => w.BaselineDecay, (w, v) => w with { BaselineDecay = v },
                "Of sampled: how much of the usual reward stays at each update")
            .Key("entropy", Number(Bounds.Moderate with { Low = 0 }), w => w.Entropy, (w, v) => w with { Entropy = v },
                "Of sampled: what a nat of the weights' entropy is worth")
            .Key("expected", Number(new Bounds(0, 1)), w => w.Expected, (w, v) => w with { Expected = v },
                "Of sampled: the share of sequences that training weighs by the softmax in place of draws"));

    public static Section<TransformerConfig> Transformer => new Section<TransformerConfig>()
        .Key("layout", Choice<TransformerLayout>(), c => c.Layout, (c, v) => c with { Layout = v },
            "A decoder alone, an encoder alone, or a decoder that looks at an encoder of the source")
        .Layered()
        .Key("hidden", Hidden, c => c.Hidden, (c, v) => c with { Hidden = v }, HiddenMeaning)
        .Key("norm", Choice<NormPlace>(), c => c.Norm, (c, v) => c with { Norm = v }, "Whether each part normalises before or after it")
        .Key("activation", Choice<ActivationKind>(), c => c.Activation, (c, v) => c with { Activation = v },
            "The nonlinearity of the network behind attention")
        .Ordered(PositionsMeaning)
        .Key("window", Optional(Integer(1, MostPlaces), "all steps"), c => c.Window, (c, v) => c with { Window = v },
            "How many steps self-attention sees, a step's own included")
        .Key("weights", ChosenWeights, c => c.Weights, (c, v) => c with { Weights = v }, WeightsMeaning, cameLater: true)
        .Ended();

    public static Section<ProductKeyConfig> ProductKey => new Section<ProductKeyConfig>()
        .Layered()
        .Key("hidden", Hidden, c => c.Hidden, (c, v) => c with { Hidden = v },
            "The units of the network behind attention, in layers without a memory")
        .Key("memory", ProductMemory, c => c.Memory, (c, v) => c with { Memory = v },
            "The memory behind attention in the other layers, of `keys` times `keys` slots")
        .Ordered(PositionsMeaning)
        .Ended();

    private static Section<ProductMemoryConfig> ProductMemory => new Section<ProductMemoryConfig>()
        .Key("keys", Integer(1, 1 << 10), m => m.Keys, (m, v) => m with { Keys = v },
            "n, the keys of each half; the memory has n times n slots")
        .Key("heads", Heads, m => m.Heads, (m, v) => m with { Heads = v }, "How many heads look up, each with keys of its own")
        .Key("top", Integer(1, 1 << 10), m => m.Top, (m, v) => m with { Top = v }, "How many slots a head reads; at most `keys`")
        .Key("width", Integer(2, 1 << 12), m => m.Width, (m, v) => m with { Width = v }, "The numbers of a query, even")
        .Key("every", Integer(1, MostLayers), m => m.Every, (m, v) => m with { Every = v },
            "Every how many layers one has a memory: 2 for the second, the fourth and so on")
        .Key("normalize", Flag, m => m.Normalize, (m, v) => m with { Normalize = v },
            "Whether queries are layer-normalised, those of each head by themselves");

    public static Section<HopfieldConfig> Hopfield => new Section<HopfieldConfig>()
        .Layered()
        .Key("hidden", Hidden, c => c.Hidden, (c, v) => c with { Hidden = v }, "The units of the network behind retrieval")
        .Key("updates", Integer(1, 64), c => c.Updates, (c, v) => c with { Updates = v }, "How often a state is updated")
        .Key("beta", Optional(Number(new Bounds(0, 1e4, LowIsIncluded: false)), "1 / sqrt(D), D the numbers of a head"), c => c.Beta,
            (c, v) => c with { Beta = v }, "The inverse temperature of retrieval")
        .Ordered(PositionsMeaning)
        .Ended();

    public static Section<MemoryNetworkConfig> MemoryNetwork => new Section<MemoryNetworkConfig>()
        .Key("width", Width, c => c.Width, (c, v) => c with { Width = v }, "The numbers of a slot")
        .Key("layers", Layers, c => c.Layers, (c, v) => c with { Layers = v }, "Hops: how often a step looks at the slots so far")
        .Key("heads", Heads, c => c.Heads, (c, v) => c with { Heads = v }, "The heads of a hop; they divide the width")
        .Key("mapped", Flag, c => c.Mapped, (c, v) => c with { Mapped = v },
            "Whether what a hop begins with passes a linear layer before what was read is added")
        .Ordered(PositionsMeaning)
        .Ended("The share of what each hop adds that is dropped, in training only");

    public static Section<PerceiverConfig> Perceiver => new Section<PerceiverConfig>()
        .Key("latents", Integer(1, MostPlaces), c => c.Latents, (c, v) => c with { Latents = v }, "How many latents there are")
        .Key("width", Width, c => c.Width, (c, v) => c with { Width = v }, "The numbers of a latent")
        .Key("heads", Heads, c => c.Heads, (c, v) => c with { Heads = v }, "The heads of each attention; they divide the width")
        .Key("layers", Integer(0, MostLayers), c => c.Layers, (c, v) => c with { Layers = v },
            "Layers in which latents look at one another after each look at the inputs")
        .Key("looks", Integer(1, MostLayers), c => c.Looks, (c, v) => c with { Looks = v },
            "How often the latents look at the inputs, from the second time on by the same weights")
        .Key("hidden", Hidden, c => c.Hidden, (c, v) => c with { Hidden = v }, "The units of the network behind each attention")
        .Key("answer", Choice<PerceiverAnswer>(), c => c.Answer, (c, v) => c with { Answer = v },
            "Whether queries of the steps answer, or the mean of the latents")
        .Key("time", Flag, c => c.Time, (c, v) => c with { Time = v }, "Whether Fourier features of its place go with each step")
        .Key("places", Integer(2, MostPlaces), c => c.Places, (c, v) => c with { Places = v },
            "How many steps span the range of these features")
        .Key("coordinates", Integer(0, 64), c => c.Coordinates, (c, v) => c with { Coordinates = v },
            "How many of the last input columns are coordinates in [-1, 1], of which Fourier features are made")
        .Key("bands", Integer(1, 1024), c => c.Bands, (c, v) => c with { Bands = v }, "The frequencies of Fourier features")
        .Key("max_frequency", Number(new Bounds(2, 1e6)), c => c.MaxFrequency, (c, v) => c with { MaxFrequency = v },
            "Twice the largest of them")
        .WithEmbedding(c => c.Embedding, (c, v) => c with { Embedding = v });

    private static ConfigValue<int> Hidden => Integer(1, 1 << 16);
}
