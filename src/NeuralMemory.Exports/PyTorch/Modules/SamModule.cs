using NeuralMemory.Machines;

namespace NeuralMemory.Exports;

/// <summary>A sparse access memory, and the sparse DNC that adds links to it; the modules compute with all slots.</summary>
internal static class SamModule
{
    /// <summary>The module of a sparse access memory.</summary>
    public static TorchModule Of(SamConfig config) => Of("SparseAccessMemory", config.Controller, config.Memory, config.Heads, links: null);

    /// <summary>The module of a sparse DNC.</summary>
    public static TorchModule Of(SdncConfig config) =>
        Of("SparseDifferentiableNeuralComputer", config.Controller, config.Memory, config.Heads, config.Links.Entries);

    private static TorchModule Of(string name, ControllerConfig controller, SparseMemoryConfig memory, int heads, int? links)
    {
        TorchModule module = new(name, "sam") { IsStepped = true };
        module.Set("links", links is not null);
        module.Say("entries", links is null ? "" : ", entries");
        module.Say("letters", "; N slots of W numbers, H heads, each finds K" + (links is null ? "" : ", E links of a slot"));
        module.Arguments["controller"] = ControllerModule.Add(module, controller, "controller", "controller");
        module.Arguments["slots"] = memory.Slots;
        module.Arguments["width"] = memory.Width;
        module.Arguments["heads"] = heads;
        module.Arguments["top"] = Math.Min(memory.Top, memory.Slots);
        module.Arguments["threshold"] = memory.Threshold;
        if (links is { } entries)
            module.Arguments["entries"] = Math.Min(entries, memory.Slots);
        module.Linear("interface", "interface");
        return module;
    }
}
