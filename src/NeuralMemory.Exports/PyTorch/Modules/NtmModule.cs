using NeuralMemory.Machines;

namespace NeuralMemory.Exports;

/// <summary>A Neural Turing Machine.</summary>
internal static class NtmModule
{
    /// <summary>The module.</summary>
    /// <param name="config">The machine.</param>
    /// <param name="programs">The programs that its heads run; null for none.</param>
    public static TorchModule Of(NtmConfig config, ProgramsConfig? programs = null)
    {
        TorchModule module = new("NeuralTuringMachine", "ntm") { IsStepped = true };
        bool isConstant = config.Memory.Initial == InitialMemory.Constant;
        module.Set("write-first", config.Heads.Order == StepOrder.WriteFirst);
        module.Set("memory-learned", config.Memory.Initial == InitialMemory.Learned);
        module.Set("memory-random", config.Memory.Initial == InitialMemory.Random);
        module.Say("value", isConstant ? ", value" : "");
        module.Say("letters", "; N slots of W numbers, H heads: R read, V write");
        module.Arguments["controller"] = ControllerModule.Add(module, config.Controller, "controller", "controller");
        module.Arguments["slots"] = config.Memory.Slots;
        module.Arguments["width"] = config.Memory.Width;
        module.Arguments["read_heads"] = config.Heads.Read;
        module.Arguments["write_heads"] = config.Heads.Write;
        module.Arguments["shift"] = config.Heads.Shift;
        if (isConstant)
            module.Arguments["value"] = config.Memory.Value;
        ProgramsModule.AddInterface(module, programs);
        module.Rename("initial/weighting", "initial_weights");
        module.Rename("initial/read", "initial_reads");
        if (!isConstant)
            module.Add(new TransposedMatrix("initial/memory", "initial_memory"));
        return module;
    }
}
