using NeuralMemory.Machines;
using static NeuralMemory.Experiments.LayersSchema;
using static NeuralMemory.Experiments.Values;

namespace NeuralMemory.Experiments;

/// <summary>The keys of stacks whose layers keep a state of fixed size.</summary>
internal static class RecurrentStackSchema
{
    public static Section<FastWeightsConfig> FastWeights => Around(new Section<FastWeightsConfig>()
        .Key("rule", Choice<FastWeightsRule>(), c => c.Rule, (c, v) => c with { Rule = v },
            "How a value is written under its key: values pile up, or what the key reads goes first, or all is forgotten a little too")
        .Key("strength", Number(new Bounds(0, 2, LowIsIncluded: false)), c => c.Strength, (c, v) => c with { Strength = v },
            "What the strength of a write is below; above 1 a write may turn the sign of what was there")
        .Key("silu", Flag, c => c.Silu, (c, v) => c with { Silu = v }, "Whether queries, keys and values go through x sigmoid(x)")
        .Key("output_gate", Flag, c => c.OutputGate, (c, v) => c with { OutputGate = v },
            "Whether what was read is multiplied by a gate"));

    /// <summary>A machine's own keys, and those of every stack of the kind.</summary>
    public static Section<TConfig> Around<TConfig>(Section<TConfig> own) where TConfig : RecurrentStackConfig => own
        .Layered()
        .Key("convolution", Integer(0, 64), c => c.Convolution, (c, v) => c with { Convolution = v },
            "How many steps a short convolution in front of the memory sees; 0 for none")
        .Key("hidden", Integer(0, 1 << 16), c => c.Hidden, (c, v) => c with { Hidden = v },
            "The units of the network behind the memory; 0 for none")
        .Key("activation", Choice<ActivationKind>(), c => c.Activation, (c, v) => c with { Activation = v },
            "The nonlinearity of the network")
        .Key("gated", Flag, c => c.Gated, (c, v) => c with { Gated = v },
            "Whether the units of the network are multiplied by as many others, which alone go through the nonlinearity")
        .Ordered(BesideRecurrence)
        .Ended();
}
