using NeuralMemory.Machines;
using NeuralMemory.Results;

namespace NeuralMemory.Exports;

/// <summary>Stored programs, on an NTM or a DNC.</summary>
internal static class ProgramsModule
{
    /// <summary>The module of the machine whose heads run them.</summary>
    public static TorchModule Of(NutmConfig config) => config.Core switch
    {
        NtmConfig ntm => NtmModule.Of(ntm, config.Programs),
        DncConfig dnc => DncModule.Of(dnc, config.Programs),
        _ => throw new RunException(RunProblem.Missing, $"a machine of kind {config.Core.Kind} has no heads that could run programs"),
    };

    /// <summary>What makes the interface vector.</summary>
    /// <param name="module">The machine.</param>
    /// <param name="programs">The programs; null for a linear layer.</param>
    public static void AddInterface(TorchModule module, ProgramsConfig? programs)
    {
        module.SayIf(programs is not null, "stored", ", programs, program_key");
        if (programs is null)
        {
            module.Linear("interface", "interface");
            return;
        }

        module.Need("programs");
        module.Arguments["programs"] = programs.Count;
        module.Arguments["program_key"] = programs.Key;
        module.Linear("interface", "interface.programs");
        module.Linear("programs/query", "interface.query");
        module.Rename("programs/keys", "interface.keys");
    }
}
