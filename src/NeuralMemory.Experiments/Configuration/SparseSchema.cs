using NeuralMemory.Machines;
using static NeuralMemory.Experiments.Values;

namespace NeuralMemory.Experiments;

/// <summary>The keys of machines of whose memory a step touches few slots.</summary>
internal static class SparseSchema
{
    private const int MostHeads = 64, MostTop = 256;
    private const string HeadsMeaning = "How many heads there are: each reads, and writes";

    public static Section<SamConfig> Sam => new Section<SamConfig>()
        .Key("controller", MachineSchema.Controller, s => s.Controller, (s, v) => s with { Controller = v },
            "The network that drives the heads")
        .Key("memory", Memory, s => s.Memory, (s, v) => s with { Memory = v }, "The memory, zeros before the first step")
        .Key("heads", Integer(1, MostHeads), s => s.Heads, (s, v) => s with { Heads = v }, HeadsMeaning)
        .WithEmbedding(s => s.Embedding, (s, v) => s with { Embedding = v });

    public static Section<SdncConfig> Sdnc => new Section<SdncConfig>()
        .Key("controller", MachineSchema.Controller, s => s.Controller, (s, v) => s with { Controller = v },
            "The network that drives the heads")
        .Key("memory", Memory, s => s.Memory, (s, v) => s with { Memory = v }, "The memory, zeros before the first step")
        .Key("heads", Integer(1, MostHeads), s => s.Heads, (s, v) => s with { Heads = v }, HeadsMeaning)
        .Key("links", Links, s => s.Links, (s, v) => s with { Links = v }, "What is remembered of the order of writing")
        .WithEmbedding(s => s.Embedding, (s, v) => s with { Embedding = v });

    private static Section<SdncLinksConfig> Links => new Section<SdncLinksConfig>()
        .Key("entries", Integer(1, MostTop), l => l.Entries, (l, v) => l with { Entries = v },
            "How many links each slot keeps, forward and backward each");

    private static Section<SparseMemoryConfig> Memory => new Section<SparseMemoryConfig>()
        .Key("slots", Integer(1, MachineSchema.MostSlots), m => m.Slots, (m, v) => m with { Slots = v },
            "N, the number of slots, which a step does not cost")
        .Key("width", Integer(1, 4096), m => m.Width, (m, v) => m with { Width = v }, "W, the width of a slot")
        .Key("top", Integer(1, MostTop), m => m.Top, (m, v) => m with { Top = v }, "K, how many slots a head reads")
        .Key("threshold", Number(Bounds.Fraction), m => m.Threshold, (m, v) => m with { Threshold = v },
            "The weight above which a slot counts as used")
        .Key("exhaustive", Integer(64, MachineSchema.MostSlots), m => m.Exhaustive, (m, v) => m with { Exhaustive = v },
            "Up to so many slots that were touched a key is compared with all; beyond, an index finds nearly all that fit best");
}
