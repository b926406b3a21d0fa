using NeuralMemory.Experiments;
using NeuralMemory.Machines;

namespace NeuralMemory.Reproductions;

/// <summary>How large the machine of an experiment is.</summary>
internal static class MachineSize
{
    /// <summary>Its parameters: all numbers that are trained.</summary>
    public static long Of(Experiment experiment)
    {
        IMachine machine = experiment.BuildMachine();
        int count = machine.Parameters.Count;
        machine.Parameters.Dispose();
        return count;
    }
}
