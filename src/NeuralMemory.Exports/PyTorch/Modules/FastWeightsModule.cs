using System.Globalization;
using NeuralMemory.Machines;

namespace NeuralMemory.Exports;

/// <summary>Layers of fast weights.</summary>
internal static class FastWeightsModule
{
    /// <summary>The module.</summary>
    public static TorchModule Of(FastWeightsConfig config)
    {
        TorchModule module = new("FastWeightNetwork", "fast-weights");
        module.Stack(config);
        module.Set("silu", config.Silu);
        module.Set("decays", config.Rule == FastWeightsRule.GatedDelta);
        module.Set("erases", config.Rule != FastWeightsRule.Additive);
        module.Set("output-gate", config.OutputGate);
        module.Say("rule", config.Rule switch
        {
            FastWeightsRule.Additive => "adding to it (Schlag, Irie and Schmidhuber 2021)",
            FastWeightsRule.Delta => "by the delta rule (Yang et al. 2024)",
            _ => "by the gated delta rule (Yang, Kautz and Hatamizadeh 2025)",
        });
        module.Say("strength", config.Strength == 1 ? "" : config.Strength.ToString("R", CultureInfo.InvariantCulture) + " * ");
        module.Arguments["width"] = config.Width;
        module.Arguments["heads"] = config.Heads;
        module.Arguments["layers"] = config.Layers;
        module.RecurrentLayers(config);
        for (int i = 0; i < config.Layers; i++)
            AddMixer(module, config, $"layer{i}/mixer", $"layers.{i}.mixer");
        return module;
    }

    private static void AddMixer(TorchModule module, FastWeightsConfig config, string ours, string theirs)
    {
        foreach (string part in (string[])["query", "key", "value"])
        {
            module.Linear($"{ours}/{part}", $"{theirs}.{part}");
            if (config.Convolution > 0)
                module.Rename($"{ours}/{part}_convolution/kernel", $"{theirs}.{part}_convolution.kernel");
        }

        module.Linear($"{ours}/strength", $"{theirs}.strength");
        if (config.Rule == FastWeightsRule.GatedDelta)
            module.Linear($"{ours}/decay", $"{theirs}.decay");
        module.Norm($"{ours}/norm", $"{theirs}.norm");
        if (config.OutputGate)
            module.Linear($"{ours}/gate", $"{theirs}.gate");
        module.Linear($"{ours}/output", $"{theirs}.output");
    }
}
