using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using static NeuralMemory.Experiments.LayersSchema;
using static NeuralMemory.Experiments.Values;

namespace NeuralMemory.Experiments;

/// <summary>The keys of xLSTM.</summary>
internal static class XlstmSchema
{
    public static Section<XlstmConfig> Xlstm => new Section<XlstmConfig>()
        .Key("width", Width, c => c.Width, (c, v) => c with { Width = v }, "The numbers of a step between layers")
        .Key("layers", Layers, c => c.Layers, (c, v) => c with { Layers = v }, "Layers on top of each other")
        .Key("memories", List(Choice<XlstmMemory>()), c => c.Memories, (c, v) => c with { Memories = v },
            "The memory of each layer, from the inputs on; the list begins anew where there are more layers")
        .Key("heads", Heads, c => c.Heads, (c, v) => c with { Heads = v }, "The heads of a memory; they divide the width")
        .Key("forget", Choice<ForgetGate>(), c => c.Forget, (c, v) => c with { Forget = v },
            "How forget gates come of their pre-activations; input gates are exponential")
        .Key("input_bias", Number(Bounds.Moderate), c => c.InputBias, (c, v) => c with { InputBias = v },
            "What the pre-activations of a matrix memory's input gates begin at")
        .Key("expansion", Integer(1, 64), c => c.Expansion, (c, v) => c with { Expansion = v },
            "How many times as wide as a step a matrix memory is")
        .Key("block", Integer(0, 1 << 14), c => c.Block, (c, v) => c with { Block = v },
            "How many numbers are mixed where a matrix memory's queries, keys and values are made; 0 for all")
        .Key("convolution", Integer(0, 64), c => c.Convolution, (c, v) => c with { Convolution = v },
            "How many steps a short convolution in front of the memory sees; 0 for none")
        .Key("recurrent", Flag, c => c.Recurrent, (c, v) => c with { Recurrent = v },
            "Whether the gates of a scalar memory see the last state of their head")
        .Key("hidden", Optional(Integer(1, 1 << 16), "four thirds of the width"), c => c.Hidden, (c, v) => c with { Hidden = v },
            "The units of the gated network behind a scalar memory")
        .Ordered(BesideRecurrence)
        .Ended();
}
