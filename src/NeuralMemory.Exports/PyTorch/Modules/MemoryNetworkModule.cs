using NeuralMemory.Machines;

namespace NeuralMemory.Exports;

/// <summary>An end-to-end memory network.</summary>
internal static class MemoryNetworkModule
{
    /// <summary>The module.</summary>
    public static TorchModule Of(MemoryNetworkConfig config)
    {
        TorchModule module = new("MemoryNetwork", "memory-network");
        module.Stack(config);
        module.Weigh(new SoftWeightsConfig());
        module.NeedMask(readsAhead: false, window: null);
        module.Say("causal", "");
        module.SayIf(config.Mapped, "mapped", "");
        module.Say("map", config.Mapped ? "H u" : "u");
        module.Arguments["width"] = config.Width;
        module.Arguments["heads"] = config.Heads;
        module.Arguments["layers"] = config.Layers;
        if (config.Positions == PositionKind.Learned)
            module.Arguments["places"] = config.Places;
        if (config.Dropout > 0)
            module.Arguments["dropout"] = config.Dropout;
        module.EmbeddedRows("", "", config.Positions);
        for (int i = 0; i < config.Layers; i++)
            foreach (string part in (string[])["memory", "content", .. config.Mapped ? ["map"] : (string[])[]])
                module.Linear($"layer{i}/{part}", $"layers.{i}.{part}");
        return module;
    }
}
