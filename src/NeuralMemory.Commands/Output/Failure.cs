using NeuralMemory.Autodiff;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>Tells the user what went wrong, never how the program was built.</summary>
internal static class Failure
{
    /// <summary>This variable set to anything shows where an unexpected error came from.</summary>
    public const string DebugVariable = "NEURALMEMORY_DEBUG";

    /// <summary>Prints what an exception means to the user.</summary>
    /// <returns>The exit code that goes with it.</returns>
    public static int Report(Exception exception, Terminal terminal)
    {
        switch (exception)
        {
            case InvalidInputException invalid:
                int exitCode = Report(invalid.Diagnostics, terminal);
                Details(exception, terminal);
                return exitCode;
            case RunException { Problem: var problem }:
                terminal.Fail(exception.Message);
                Details(exception, terminal);
                return problem is RunProblem.Exists or RunProblem.Missing ? ExitCodes.Usage : ExitCodes.Failed;
            case EngineException:
                terminal.Fail(exception.Message);
                Details(exception, terminal);
                return ExitCodes.Failed;
            case OutputLostException { Loss.IsReaderGone: true }:
                return ExitCodes.Done;
            case OutputLostException:
                terminal.Fail(exception.Message);
                return ExitCodes.Failed;
            case OutOfMemoryException:
                terminal.Fail("there is not enough memory; try a smaller batch, memory or length");
                return ExitCodes.Failed;
            default:
                terminal.Fail($"unexpected: {exception.Message.ReplaceLineEndings(" ")} ({exception.GetType().Name})");
                if (!Details(exception, terminal))
                    terminal.Error.WriteLine($"set {DebugVariable}=1 to see where it comes from");
                return ExitCodes.Failed;
        }
    }

    /// <summary>Prints problems of configs and tasks, one a line, each with its place.</summary>
    /// <returns>The exit code that goes with them: done if there are none.</returns>
    public static int Report(IReadOnlyList<Diagnostic> diagnostics, Terminal terminal)
    {
        if (diagnostics.Count == 0)
            return ExitCodes.Done;
        foreach (Diagnostic diagnostic in diagnostics)
            terminal.WriteErrorWords(Quoted.Harmless(diagnostic.ToString()));
        terminal.Error.WriteLine(diagnostics.Count == 1 ? "1 problem" : $"{diagnostics.Count} problems");
        return ExitCodes.Usage;
    }

    private static bool Details(Exception exception, Terminal terminal)
    {
        if (Environment.GetEnvironmentVariable(DebugVariable) is null or "")
            return false;
        terminal.Error.WriteLine(exception.ToString());
        return true;
    }
}
