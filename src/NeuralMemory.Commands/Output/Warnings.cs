using NeuralMemory.Experiments;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>Tells on standard error what an experiment says and what can have no effect.</summary>
internal static class Warnings
{
    /// <summary>A line for each.</summary>
    public static void Print(Terminal terminal, Experiment experiment)
    {
        foreach (Diagnostic warning in experiment.Warnings)
            terminal.Error.WriteLine($"warning: {warning}");
    }
}
