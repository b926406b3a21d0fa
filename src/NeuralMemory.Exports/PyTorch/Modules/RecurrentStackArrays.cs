using NeuralMemory.Machines;

namespace NeuralMemory.Exports;

/// <summary>What stacks of recurrent layers have in common: all but the recurrence itself.</summary>
internal static class RecurrentStackArrays
{
    /// <summary>What is around the recurrence of each layer.</summary>
    public static void RecurrentStack(this TorchModule module, RecurrentStackConfig config)
    {
        module.SayIf(config.Convolution > 0, "taps", ", taps");
        module.Set("convolution", config.Convolution > 0);
        if (config.Convolution > 0)
            module.Need("convolution");
        module.SayIf(config.Hidden > 0, "hidden", ", hidden");
        module.Set("network", config.Hidden > 0);
        module.Set("gated", config.Gated);
        module.Say("and_network", config.Hidden > 0 ? ", and a network of each row" : "");
        module.Say("activation", OfActivation(config.Activation));
    }

    /// <summary>Where the arrays around a recurrence go.</summary>
    /// <param name="module">The machine.</param>
    /// <param name="config">Its configuration.</param>
    /// <param name="ours">The layer's path here.</param>
    /// <param name="theirs">Its path there.</param>
    public static void RecurrentBlock(this TorchModule module, RecurrentStackConfig config, string ours, string theirs)
    {
        module.Norm($"{ours}/norm1", $"{theirs}.norm1");
        if (config.Hidden == 0)
            return;
        module.Network($"{ours}/network", theirs);
        if (config.Gated)
            module.Linear($"{ours}/network/gate", $"{theirs}.gate");
        module.Norm($"{ours}/norm2", $"{theirs}.norm2");
    }

    /// <summary>What <c>torch.nn.functional</c> calls a nonlinearity.</summary>
    public static string OfActivation(ActivationKind activation) => activation switch
    {
        ActivationKind.Gelu => "gelu",
        ActivationKind.Silu => "silu",
        _ => "relu",
    };
}
