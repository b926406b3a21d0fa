using System.Reflection;
using NeuralMemory.Experiments;

namespace NeuralMemory.Commands;

/// <summary>The <c>neuralmemory</c> command, for a program to host.</summary>
public static class NeuralMemoryCommand
{
    /// <summary>Runs the command on the console of this process.</summary>
    /// <param name="arguments">What stands behind the program's name.</param>
    /// <param name="machines">
    /// Kinds of machine that configs may name besides those built in, for as long as the command runs; src/NeuralMemory.Torch/README.md,
    /// "Your own machine", shows a program.
    /// </param>
    /// <returns>The process's exit code; the README lists them.</returns>
    public static int Run(string[] arguments, IReadOnlyList<MachineKind>? machines = null)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        // A program with machines of its own is what its user has to type.
        using Terminal terminal = Terminal.Open(machines is { Count: > 0 } ? Assembly.GetEntryAssembly()?.GetName().Name : null);
        IDisposable added;
        try
        {
            VectorsVariable.Apply();
            added = MachineKinds.Add(machines ?? []);
            Rehearsal.Begin(arguments);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            terminal.Fail(exception.Message);
            return ExitCodes.Usage;
        }

        using (added)
            return CommandLine.Run(arguments, terminal);
    }
}
