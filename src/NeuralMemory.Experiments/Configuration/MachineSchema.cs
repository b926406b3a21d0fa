using NeuralMemory.Machines;
using static NeuralMemory.Experiments.Values;

namespace NeuralMemory.Experiments;

/// <summary>The keys of <c>machine</c>.</summary>
internal static class MachineSchema
{
    private const string SkipMeaning = "Whether the input reaches every layer, and every layer the output";
    private const string InitialMeaning = "What the layers' states are before the first step: zeros, or what training finds";
    private const int MostUnits = 1 << 16, MostLayers = 64, MostSlots = 1 << 20, MostHeads = 256;

    public static Variants<MachineConfig> Root { get; } = new Variants<MachineConfig>(machine => machine.Kind)
        .Kind("ntm", new NtmConfig(), Ntm)
        .Kind("lstm", new LstmConfig(), Lstm)
        .Kind("gru", new GruConfig(), Gru);

    private static Section<NtmConfig> Ntm => new Section<NtmConfig>()
        .Key("controller", Controller, n => n.Controller, (n, v) => n with { Controller = v }, "The network that drives the heads")
        .Key("memory", Memory, n => n.Memory, (n, v) => n with { Memory = v }, "The memory matrix")
        .Key("heads", Heads, n => n.Heads, (n, v) => n with { Heads = v }, "What reads and writes the memory");

    private static Section<ControllerConfig> Controller => new Section<ControllerConfig>()
        .Key("kind", Choice<ControllerKind>(), c => c.Kind, (c, v) => c with { Kind = v }, "The kind of layer")
        .Key("units", Units, c => c.Units, (c, v) => c with { Units = v }, "Units of each layer")
        .Key("layers", Layers, c => c.Layers, (c, v) => c with { Layers = v }, "Layers on top of each other")
        .Key("skip", Flag, c => c.Skip, (c, v) => c with { Skip = v }, SkipMeaning)
        .Key("initial", Choice<InitialState>(), c => c.Initial, (c, v) => c with { Initial = v }, InitialMeaning);

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

    private static Section<LstmConfig> Lstm => new Section<LstmConfig>()
        .Key("units", Units, c => c.Units, (c, v) => c with { Units = v }, "Units of each layer")
        .Key("layers", Layers, c => c.Layers, (c, v) => c with { Layers = v }, "Layers on top of each other")
        .Key("skip", Flag, c => c.Skip, (c, v) => c with { Skip = v }, SkipMeaning)
        .Key("initial", Choice<InitialState>(), c => c.Initial, (c, v) => c with { Initial = v }, InitialMeaning);

    private static Section<GruConfig> Gru => new Section<GruConfig>()
        .Key("units", Units, c => c.Units, (c, v) => c with { Units = v }, "Units of each layer")
        .Key("layers", Layers, c => c.Layers, (c, v) => c with { Layers = v }, "Layers on top of each other")
        .Key("skip", Flag, c => c.Skip, (c, v) => c with { Skip = v }, SkipMeaning)
        .Key("initial", Choice<InitialState>(), c => c.Initial, (c, v) => c with { Initial = v }, InitialMeaning);

    private static ConfigValue<int> Units => Integer(1, MostUnits);

    private static ConfigValue<int> Layers => Integer(1, MostLayers);
}
