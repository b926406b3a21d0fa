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
        .Key("embedding", Embedding, s => s.Embedding, (s, v) => s with { Embedding = v }, EmbeddingMeaning);

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
