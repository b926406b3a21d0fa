using NeuralMemory.Machines;

namespace NeuralMemory.Exports;

/// <summary>What stacks of recurrent layers have in common: all but the recurrence itself.</summary>
internal static class RecurrentStackArrays
{
    /// <summary>What is around the recurrence of each layer: how it is made, and where its arrays go.</summary>
    public static void RecurrentLayers(this TorchModule module, RecurrentStackConfig config)
    {
        module.SayIf(config.Convolution > 0, "taps", ", taps");
        module.Set("convolution", config.Convolution > 0);
        module.SayIf(config.Hidden > 0, "hidden", ", hidden");
        module.Set("network", config.Hidden > 0);
        module.Set("gated", config.Gated);
        module.Say("and_network", config.Hidden > 0 ? ", and a network of each row" : "");
        module.Say("activation", OfActivation(config.Activation));
        if (config.Hidden > 0)
            module.Arguments["hidden"] = config.Hidden;
        if (config.Convolution > 0)
            module.Arguments["taps"] = config.Convolution;
        if (config.Positions == PositionKind.Learned)
            module.Arguments["places"] = config.Places;
        if (config.Dropout > 0)
            module.Arguments["dropout"] = config.Dropout;
        module.EmbeddedRows("", "", config.Positions);
        for (int i = 0; i < config.Layers; i++)
        {
            module.Norm($"layer{i}/norm1", $"layers.{i}.norm1");
            if (config.Hidden == 0)
                continue;
            module.Network($"layer{i}/network", $"layers.{i}");
            if (config.Gated)
                module.Linear($"layer{i}/network/gate", $"layers.{i}.gate");
            module.Norm($"layer{i}/norm2", $"layers.{i}.norm2");
        }

        module.Norm("norm", "norm");
    }

    /// <summary>What <c>torch.nn.functional</c> calls a nonlinearity.</summary>
    public static string OfActivation(ActivationKind activation) => activation switch
    {
        ActivationKind.Gelu => "gelu",
        ActivationKind.Silu => "silu",
        _ => "relu",
    };
}
