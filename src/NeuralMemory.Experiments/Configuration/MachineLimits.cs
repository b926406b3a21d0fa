using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments;

/// <summary>Tells a machine that cannot be built from one that can, before any memory is taken for it.</summary>
internal static class MachineLimits
{
    /// <summary>What all memories of sequences side by side may have: 1 GiB in every step.</summary>
    private const int MostNumbers = 1 << 28;

    /// <summary>Reports a machine with more parameters, or a larger memory, than one block of numbers holds.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="task">The task, which says how many channels the machine has.</param>
    /// <param name="sequences">How many sequences run side by side, each with a memory of its own.</param>
    /// <param name="markOf">Where the user wrote what a parameter's size comes from.</param>
    /// <param name="diagnostics">Receives the problem.</param>
    public static void Check(
        MachineConfig machine, TaskDefinition task, int sequences, Func<string, SourceMark> markOf, Diagnostics diagnostics)
    {
        if (machine is NtmConfig ntm && MemoryOf(ntm) > MostNumbers / sequences)
        {
            string who = sequences == 1 ? "a sequence needs" : $"{sequences} sequences side by side need";
            diagnostics.Add(markOf("initial/memory"),
                $"the memory is too large: {who} {MemoryOf(ntm) * sequences} numbers; "
                + $"at most {MostNumbers} are possible{Advice(ntm, sequences)}");
        }

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

    private static string Advice(NtmConfig machine, int sequences)
    {
        (MemoryConfig memory, HeadsConfig heads) = (machine.Memory, machine.Heads);
        int all = heads.Read + heads.Write;
        long most = MostNumbers / sequences, slots = Math.Min(most / memory.Width, most / all - 2 * heads.Shift);
        return slots > 0 ? $": up to {slots} slots" : "";
    }

    /// <summary>The numbers of one sequence's memory, or of its heads' weightings with what continues them around the circle.</summary>
    private static long MemoryOf(NtmConfig machine)
    {
        (MemoryConfig memory, HeadsConfig heads) = (machine.Memory, machine.Heads);
        return Math.Max((long)memory.Width * memory.Slots, (long)(heads.Read + heads.Write) * (memory.Slots + 2 * heads.Shift));
    }
}
