using System.Globalization;
using System.Text.Json.Nodes;
using NeuralMemory.Machines;

namespace NeuralMemory.Exports;

/// <summary>Layers of fast weights.</summary>
internal static class FastWeightsModule
{
    /// <summary>The module.</summary>
    public static TorchModule Of(FastWeightsConfig config)
    {
        JsonObject options = new() { ["heads"] = config.Heads };
        if (config.Hidden > 0)
            options["hidden"] = config.Hidden;
        if (config.Convolution > 0)
            options["taps"] = config.Convolution;
        StackModule stack = new(
            "FastWeightNetwork", "Layers of fast weights (Schlag, Irie and Schmidhuber 2021, arXiv 2102.11174)", "fast-weights", "Layer")
        {
            Options = options,
            HasNorm = true,
        };
        return stack.Of(config, module => AddParts(module, config), (module, ours, theirs) =>
        {
            AddMixer(module, config, $"{ours}/mixer", $"{theirs}.mixer");
            module.RecurrentBlock(config, ours, theirs);
        });
    }

    private static void AddParts(TorchModule module, FastWeightsConfig config)
    {
        module.RecurrentStack(config);
        module.Set("silu", config.Silu);
        module.Set("decays", config.Rule == FastWeightsRule.GatedDelta);
        module.Set("erases", config.Rule != FastWeightsRule.Additive);
        module.Set("output-gate", config.OutputGate);
        module.Say("rule", config.Rule switch
        {
            FastWeightsRule.Additive => "values pile up (Schlag, Irie and Schmidhuber 2021, arXiv 2102.11174)",
            FastWeightsRule.Delta => "the delta rule (Yang et al. 2024, arXiv 2406.06484)",
            _ => "the gated delta rule (Yang, Kautz and Hatamizadeh 2025, arXiv 2412.06464)",
        });
        module.Say("strength", config.Strength == 1 ? "" : config.Strength.ToString("R", CultureInfo.InvariantCulture) + " * ");
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
