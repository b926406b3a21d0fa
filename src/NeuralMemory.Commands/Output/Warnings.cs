using NeuralMemory.Experiments;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>Tells on standard error what is not as a user may think.</summary>
internal static class Warnings
{
    /// <summary>What an experiment says and what can have no effect, a line for each.</summary>
    public static void Print(Terminal terminal, Experiment experiment)
    {
        foreach (Diagnostic warning in experiment.Warnings)
            Print(terminal, warning.ToString());
    }

    /// <summary>A line.</summary>
    public static void Print(Terminal terminal, string warning) => terminal.WriteErrorWords($"warning: {warning}");
}
