using NeuralMemory.Machines;

namespace NeuralMemory.Exports;

/// <summary>A recurrent network with stacks.</summary>
internal static class StackRnnModule
{
    /// <summary>The module.</summary>
    public static TorchModule Of(StackRnnConfig config)
    {
        TorchModule module = new("StackRNN", "stack-rnn") { IsStepped = true };
        module.Say("squash", config.Memory.Values == PushedValues.Sigmoid ? ".sigmoid()" : "");
        module.Say("letters", "; P stacks of N cells of W numbers");
        module.Arguments["controller"] = ControllerModule.Add(module, config.Controller, "controller", "controller");
        module.Arguments["slots"] = config.Memory.Slots;
        module.Arguments["width"] = config.Memory.Width;
        module.Arguments["stacks"] = config.Memory.Stacks;
        module.Arguments["top"] = config.Memory.Top;
        module.Linear("interface", "interface");
        return module;
    }
}
