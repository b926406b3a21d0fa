using NeuralMemory.Machines;

namespace NeuralMemory.Exports;

/// <summary>Layers of modern Hopfield networks.</summary>
internal static class HopfieldModule
{
    /// <summary>The module.</summary>
    public static TorchModule Of(HopfieldConfig config)
    {
        StackModule stack = new(
            "HopfieldNetwork", "Layers of modern Hopfield networks (Ramsauer et al. 2021, arXiv 2008.02217)", "hopfield", "Layer")
        {
            Options = new()
            {
                ["heads"] = config.Heads,
                ["hidden"] = config.Hidden,
                ["updates"] = config.Updates,
                ["beta"] = config.Beta,
            },
            IsMasked = true,
            HasNorm = true,
        };
        return stack.Of(config, module =>
        {
            module.Weigh(new SoftWeightsConfig());
            module.Set("updates");
            module.NeedAttention("Retrieval by modern Hopfield networks of several heads (Ramsauer et al. 2021)", ", updates, beta");
        }, (module, ours, theirs) =>
        {
            module.Attention($"{ours}/retrieval", $"{theirs}.retrieval");
            module.Network($"{ours}/network", theirs);
            module.Norm($"{ours}/norm1", $"{theirs}.norm1");
            module.Norm($"{ours}/norm2", $"{theirs}.norm2");
        });
    }
}
