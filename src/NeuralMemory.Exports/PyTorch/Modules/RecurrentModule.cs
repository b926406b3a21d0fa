using NeuralMemory.Machines;

namespace NeuralMemory.Exports;

/// <summary>Recurrent layers without a memory.</summary>
internal static class RecurrentModule
{
    /// <summary>The module.</summary>
    public static TorchModule Of(RecurrentConfig config)
    {
        TorchModule module = new("RecurrentNetwork", "recurrent") { IsStepped = !config.Bidirectional };
        ControllerConfig controller = Controllers.Of(config);
        module.Arguments["controller"] = ControllerModule.Add(module, controller, "controller", "controller");
        module.Set("bidirectional", config.Bidirectional);
        if (config.Bidirectional)
        {
            module.Need("reverse");
            ControllerModule.Add(module, controller, "backward", "backward_controller");
        }

        module.SayIf(config.Dropout > 0, "dropout", ", dropout");
        if (config.Dropout > 0)
            module.Arguments["dropout"] = config.Dropout;
        module.Say("words", "Recurrent layers, and a linear layer that answers.");
        return module;
    }
}
