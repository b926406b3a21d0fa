using NeuralMemory.Machines;
using static NeuralMemory.Experiments.Values;

namespace NeuralMemory.Experiments;

/// <summary>The keys that machines of layers share.</summary>
internal static class LayersSchema
{
    /// <summary>What positions are to layers that keep a state.</summary>
    public const string BesideRecurrence = "How the order of steps is known beside the recurrence";

    private const string DropoutMeaning = "The share of what each part of a layer adds that is dropped, in training only";

    /// <summary>The largest numbers of layers and of places.</summary>
    public const int MostLayers = 64, MostPlaces = 1 << 20;

    /// <summary>The numbers of a step.</summary>
    public static ConfigValue<int> Width => Integer(1, 1 << 14);

    /// <summary>How many layers there are.</summary>
    public static ConfigValue<int> Layers => Integer(1, MostLayers);

    /// <summary>Into how many parts the width is divided.</summary>
    public static ConfigValue<int> Heads => Integer(1, 256);

    /// <summary>What layers are: their width, number and heads.</summary>
    public static Section<TConfig> Layered<TConfig>(this Section<TConfig> own) where TConfig : StackConfig => own
        .Key("width", Width, c => c.Width, (c, v) => c with { Width = v }, "The numbers of a step between layers")
        .Key("layers", Layers, c => c.Layers, (c, v) => c with { Layers = v }, "Layers on top of each other")
        .Key("heads", Heads, c => c.Heads, (c, v) => c with { Heads = v }, "The heads of a layer; they divide the width");

    /// <summary>How layers know the order of steps.</summary>
    public static Section<TConfig> Ordered<TConfig>(this Section<TConfig> own, string meaning) where TConfig : StackConfig => own
        .Key("positions", Choice<PositionKind>(), c => c.Positions, (c, v) => c with { Positions = v }, meaning)
        .Key("places", Integer(1, MostPlaces), c => c.Places, (c, v) => c with { Places = v },
            "How many steps are known where positions are learned");

    /// <summary>What comes last: the share that is dropped, and how symbols come in.</summary>
    public static Section<TConfig> Ended<TConfig>(this Section<TConfig> own, string dropout = DropoutMeaning)
        where TConfig : StackConfig => own
        .Key("dropout", Number(Bounds.Fraction), c => c.Dropout, (c, v) => c with { Dropout = v }, dropout)
        .WithEmbedding(c => c.Embedding, (c, v) => c with { Embedding = v });
}
