using NeuralMemory.Machines;

namespace NeuralMemory.Exports;

/// <summary>A recurrent network with tapes.</summary>
internal static class TapeRnnModule
{
    /// <summary>The module.</summary>
    public static TorchModule Of(TapeRnnConfig config)
    {
        bool isFixed = config.Jump > 0;
        TorchModule module = new("TapeRNN", "tape-rnn") { IsStepped = isFixed };
        module.SayIf(isFixed, "jump", ", jump");
        module.Say("own", isFixed ? ", self.jump" : "");
        module.Say("given", isFixed ? ", jump" : "");
        module.Say("letters", "; P tapes of N cells of W numbers");
        module.Arguments["controller"] = ControllerModule.Add(module, config.Controller, "controller", "controller");
        module.Arguments["slots"] = config.Memory.Slots;
        module.Arguments["width"] = config.Memory.Width;
        module.Arguments["tapes"] = config.Memory.Tapes;
        module.Arguments["write_layers"] = config.Write.Layers;
        module.Arguments["write_units"] = config.Write.Units;
        if (isFixed)
            module.Arguments["jump"] = config.Jump;
        module.Linear("interface", "interface");
        for (int i = 0; i < config.Write.Layers; i++)
            module.Linear($"write/layer{i}", $"write.{i}");
        module.Linear("write/output", $"write.{config.Write.Layers}");
        return module;
    }
}
