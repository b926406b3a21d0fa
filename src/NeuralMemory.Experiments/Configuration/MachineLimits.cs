using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments;

/// <summary>Tells a machine that cannot be built from one that can, before any memory is taken for it.</summary>
internal static class MachineLimits
{
    /// <summary>Reports a machine with more parameters than one block holds.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="task">The task, which says how many channels the machine has.</param>
    /// <param name="markOf">Where the user wrote what a parameter's size comes from.</param>
    /// <param name="diagnostics">Receives the problem.</param>
    public static void Check(MachineConfig machine, TaskDefinition task, Func<string, SourceMark> markOf, Diagnostics diagnostics)
    {
        try
        {
            machine.Declare(task.Inputs.Width, task.Targets.Width).Dispose();
        }
        catch (ParameterLimitException limit)
        {
            diagnostics.Add(markOf(limit.Parameter), $"the machine is too large: {limit.Message}");
        }
    }

    /// <summary>The key that most decides how large a parameter is.</summary>
    public static string KeyOf(MachineConfig machine, string parameter) => (machine, parameter.Split('/')[0]) switch
    {
        (NtmConfig, "controller") => "machine.controller.units",
        (NtmConfig, "initial") => "machine.memory.slots",
        (RecurrentConfig, _) => "machine.units",
        _ => "machine",
    };
}
