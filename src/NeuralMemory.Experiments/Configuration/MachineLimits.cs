using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>Tells a machine that cannot be built from one that can, before any memory is taken for it.</summary>
internal static class MachineLimits
{
    /// <summary>What all memories of sequences side by side may have: 1 GiB in every step.</summary>
    public const int MostNumbers = 1 << 28;

    /// <summary>Reports a machine with more parameters, or a larger memory, than one block of numbers holds.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="task">The task, which says how many channels the machine has.</param>
    /// <param name="sequences">How many sequences run side by side, each with a memory of its own.</param>
    /// <param name="markOf">Where the user wrote what a parameter's size comes from.</param>
    /// <param name="diagnostics">Receives the problem.</param>
    public static void Check(
        MachineConfig machine, TaskDefinition task, int sequences, Func<string, SourceMark> markOf, Diagnostics diagnostics)
    {
        if (MemoryProblem(machine, sequences) is { } problem)
            diagnostics.Add(markOf("initial/memory"), problem);
        try
        {
            machine.Declare(MachineInputs.Of(task), task.OutputWidth).Dispose();
        }
        catch (ParameterLimitException limit)
        {
            diagnostics.Add(markOf(limit.Parameter), $"the machine is too large: {limit.Message}");
        }
    }

    /// <summary>What is wrong with a machine whose memory is too large for so many sequences; null when it is not.</summary>
    public static string? MemoryProblem(MachineConfig machine, int sequences)
    {
        if (machine.LargestState <= MostNumbers / sequences)
            return null;
        string who = sequences == 1 ? "a sequence needs" : $"{sequences} sequences side by side need";
        return $"the memory is too large: {who} {(Int128)machine.LargestState * sequences} numbers; "
            + $"at most {MostNumbers} are possible{Advice(machine, MostNumbers / sequences)}";
    }

    /// <summary>The key that most decides how large a parameter is.</summary>
    public static string KeyOf(MachineConfig machine, string parameter) =>
        parameter.StartsWith($"{InputReader.ScopeName}/", StringComparison.Ordinal) ? "machine.embedding"
        : machine.KeyOf(parameter) is { Length: > 0 } key ? $"machine.{key}"
        : "machine";

    /// <summary>The most slots whose state fits.</summary>
    private static string Advice(MachineConfig machine, int most)
    {
        if (machine.MemorySlots is not { } fails)
            return "";
        int fits = 0;
        while (fails - fits > 1)
        {
            int slots = fits + (fails - fits) / 2;
            (fits, fails) = machine.WithSlots(slots)!.LargestState <= most ? (slots, fails) : (fits, slots);
        }

        return fits > 0 ? $": up to {fits} slots" : "";
    }
}
