namespace NeuralMemory.Commands;

/// <summary>The <c>neuralmemory</c> command, for a program to host.</summary>
public static class NeuralMemoryCommand
{
    /// <summary>Runs the command on the console of this process.</summary>
    /// <param name="arguments">What stands behind the program's name.</param>
    /// <returns>The process's exit code; the README lists them.</returns>
    public static int Run(string[] arguments)
    {
        using Terminal terminal = Terminal.Open();
        return CommandLine.Run(arguments, terminal);
    }
}
