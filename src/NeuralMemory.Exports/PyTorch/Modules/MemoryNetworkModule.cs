using NeuralMemory.Machines;

namespace NeuralMemory.Exports;

/// <summary>An end-to-end memory network.</summary>
internal static class MemoryNetworkModule
{
    /// <summary>The module.</summary>
    public static TorchModule Of(MemoryNetworkConfig config)
    {
        string[] parts = ["memory", "content", .. config.Mapped ? ["map"] : (string[])[]];
        StackModule stack = new(
            "MemoryNetwork", "End-to-end memory network (Sukhbaatar et al. 2015, arXiv 1503.08895) whose slots are the steps so far",
            "memory-network", "Hop")
        {
            Options = new() { ["heads"] = config.Heads },
            IsMasked = true,
            SeesRows = true,
        };
        return stack.Of(config, module =>
        {
            module.Weigh(new SoftWeightsConfig());
            module.SayIf(config.Mapped, "mapped", "");
            module.Say("map", config.Mapped ? "H u" : "u");
        }, (module, ours, theirs) =>
        {
            foreach (string part in parts)
                module.Linear($"{ours}/{part}", $"{theirs}.{part}");
        });
    }
}
