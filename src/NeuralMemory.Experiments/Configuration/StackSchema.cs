using NeuralMemory.Machines;
using static NeuralMemory.Experiments.MachineSchema;
using static NeuralMemory.Experiments.Values;

namespace NeuralMemory.Experiments;

/// <summary>The keys of machines with stacks and tapes.</summary>
internal static class StackSchema
{
    private const int MostStacks = 64, MostWidth = 4096;

    /// <summary>Those of <c>kind: stack-rnn</c>.</summary>
    public static Section<StackRnnConfig> StackRnn => new Section<StackRnnConfig>()
        .Key("controller", Controller, s => s.Controller, (s, v) => s with { Controller = v }, "The network that pushes and pops")
        .Key("memory", Stacks, s => s.Memory, (s, v) => s with { Memory = v }, "The stacks, empty before the first step")
        .WithEmbedding(s => s.Embedding, (s, v) => s with { Embedding = v });

    /// <summary>Those of <c>kind: tape-rnn</c>.</summary>
    public static Section<TapeRnnConfig> TapeRnn => new Section<TapeRnnConfig>()
        .Key("controller", Controller, t => t.Controller, (t, v) => t with { Controller = v }, "The network that writes and moves")
        .Key("memory", Tapes, t => t.Memory, (t, v) => t with { Memory = v }, "The tapes, zeros before the first step")
        .Key("write", Write, t => t.Write, (t, v) => t with { Write = v }, "The network that makes what is written")
        .Key("jump", Integer(0, MostSlots), t => t.Jump, (t, v) => t with { Jump = v },
            "How far a jump goes, in cells; 0 for as far as the input is long: the steps before the first one that is scored")
        .WithEmbedding(t => t.Embedding, (t, v) => t with { Embedding = v });

    private static Section<TapeMemoryConfig> Tapes => new Section<TapeMemoryConfig>()
        .Key("slots", Integer(1, MostSlots), m => m.Slots, (m, v) => m with { Slots = v },
            "N, the cells of a tape; the last one is followed by the first")
        .Key("width", Integer(1, MostWidth), m => m.Width, (m, v) => m with { Width = v }, "W, the numbers of a cell")
        .Key("tapes", Integer(1, MostStacks), m => m.Tapes, (m, v) => m with { Tapes = v },
            "How many tapes there are, each with a head and actions of its own");

    private static Section<TapeWriteConfig> Write => new Section<TapeWriteConfig>()
        .Key("layers", Integer(0, 64), w => w.Layers, (w, v) => w with { Layers = v },
            "Rectified layers before the last one, which is linear")
        .Key("units", Integer(1, 1 << 16), w => w.Units, (w, v) => w with { Units = v }, "Units of each of them");

    private static Section<StackMemoryConfig> Stacks => new Section<StackMemoryConfig>()
        .Key("slots", Integer(1, MostSlots), m => m.Slots, (m, v) => m with { Slots = v },
            "N, the cells of a stack; what is pushed beyond them falls off the bottom")
        .Key("width", Integer(1, MostWidth), m => m.Width, (m, v) => m with { Width = v }, "W, the numbers of a cell")
        .Key("stacks", Integer(1, MostStacks), m => m.Stacks, (m, v) => m with { Stacks = v },
            "How many stacks there are, each with actions of its own")
        .Key("top", Integer(1, MostStacks), m => m.Top, (m, v) => m with { Top = v },
            "How many cells from the top the controller sees; at most `slots`")
        .Key("values", Choice<PushedValues>(), m => m.Values, (m, v) => m with { Values = v },
            "What is pushed: a linear layer's numbers, or their logistic function");
}
