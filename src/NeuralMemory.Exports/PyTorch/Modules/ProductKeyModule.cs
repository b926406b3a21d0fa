using System.Text.Json.Nodes;
using NeuralMemory.Machines;

namespace NeuralMemory.Exports;

/// <summary>A decoder of attention with product-key memories in some layers.</summary>
internal static class ProductKeyModule
{
    /// <summary>The module.</summary>
    public static TorchModule Of(ProductKeyConfig config)
    {
        TorchModule module = new("ProductKeyNetwork", "product-key");
        module.Stack(config);
        module.Weigh(new SoftWeightsConfig());
        module.NeedMask(readsAhead: false, window: null);
        module.Say("causal", "");
        module.Set("normed", config.Memory.Normalize);
        module.NeedAttention("Attention of several heads (Vaswani et al. 2017, 3.2.2)", "");
        module.Arguments["width"] = config.Width;
        module.Arguments["heads"] = config.Heads;
        module.Arguments["hidden"] = config.Hidden;
        module.Arguments["layers"] = config.Layers;
        module.Arguments["memory"] = new JsonObject
        {
            ["keys"] = config.Memory.Keys,
            ["heads"] = config.Memory.Heads,
            ["top"] = config.Memory.Top,
            ["size"] = config.Memory.Width,
        };
        module.Arguments["every"] = config.Memory.Every;
        if (config.Positions == PositionKind.Learned)
            module.Arguments["places"] = config.Places;
        if (config.Dropout > 0)
            module.Arguments["dropout"] = config.Dropout;
        module.EmbeddedRows("", "", config.Positions);
        for (int i = 0; i < config.Layers; i++)
        {
            module.Attention($"layer{i}/self", $"layers.{i}.self_attn");
            if ((i + 1) % config.Memory.Every == 0)
                AddMemory(module, $"layer{i}/memory", $"layers.{i}.memory", config.Memory.Normalize);
            else
                module.Network($"layer{i}/network", $"layers.{i}");
            module.Norm($"layer{i}/norm1", $"layers.{i}.norm1");
            module.Norm($"layer{i}/norm2", $"layers.{i}.norm2");
        }

        module.Norm("norm", "norm");
        return module;
    }

    private static void AddMemory(TorchModule module, string ours, string theirs, bool normalizes)
    {
        module.Linear($"{ours}/query", $"{theirs}.query");
        if (normalizes)
            module.Norm($"{ours}/norm", $"{theirs}.norm");
        module.Rename($"{ours}/first", $"{theirs}.first");
        module.Rename($"{ours}/second", $"{theirs}.second");
        module.Rename($"{ours}/values", $"{theirs}.values.weight");
    }
}
