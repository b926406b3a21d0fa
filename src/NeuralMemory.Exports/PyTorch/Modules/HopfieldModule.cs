using NeuralMemory.Machines;

namespace NeuralMemory.Exports;

/// <summary>Layers of modern Hopfield networks.</summary>
internal static class HopfieldModule
{
    /// <summary>The module.</summary>
    public static TorchModule Of(HopfieldConfig config)
    {
        TorchModule module = new("HopfieldNetwork", "hopfield");
        module.Stack(config);
        module.Weigh(new SoftWeightsConfig());
        module.NeedMask(readsAhead: false, window: null);
        module.Say("causal", "");
        module.Set("updates");
        module.NeedAttention("Retrieval by modern Hopfield networks of several heads (Ramsauer et al. 2021)", ", updates, beta");
        module.Arguments["width"] = config.Width;
        module.Arguments["heads"] = config.Heads;
        module.Arguments["hidden"] = config.Hidden;
        module.Arguments["layers"] = config.Layers;
        module.Arguments["updates"] = config.Updates;
        module.Arguments["beta"] = config.Beta;
        if (config.Positions == PositionKind.Learned)
            module.Arguments["places"] = config.Places;
        if (config.Dropout > 0)
            module.Arguments["dropout"] = config.Dropout;
        module.EmbeddedRows("", "", config.Positions);
        for (int i = 0; i < config.Layers; i++)
        {
            module.Attention($"layer{i}/retrieval", $"layers.{i}.retrieval");
            module.Network($"layer{i}/network", $"layers.{i}");
            module.Norm($"layer{i}/norm1", $"layers.{i}.norm1");
            module.Norm($"layer{i}/norm2", $"layers.{i}.norm2");
        }

        module.Norm("norm", "norm");
        return module;
    }
}
