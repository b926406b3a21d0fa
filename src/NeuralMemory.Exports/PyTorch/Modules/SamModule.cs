using NeuralMemory.Machines;

namespace NeuralMemory.Exports;

/// <summary>A sparse access memory, which the module computes with all its slots.</summary>
internal static class SamModule
{
    /// <summary>The module.</summary>
    public static TorchModule Of(SamConfig config)
    {
        TorchModule module = new("SparseAccessMemory", "sam") { IsStepped = true };
        module.Say("letters", "; N slots of W numbers, H heads, each reads K slots");
        module.Arguments["controller"] = ControllerModule.Add(module, config.Controller, "controller", "controller");
        module.Arguments["slots"] = config.Memory.Slots;
        module.Arguments["width"] = config.Memory.Width;
        module.Arguments["heads"] = config.Heads;
        module.Arguments["top"] = Math.Min(config.Memory.Top, config.Memory.Slots);
        module.Arguments["threshold"] = config.Memory.Threshold;
        module.Linear("interface", "interface");
        return module;
    }
}
