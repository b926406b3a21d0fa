namespace NeuralMemory.Commands;

/// <summary>What is said of training that went well and could not tell all of it.</summary>
internal static class LostOutput
{
    /// <summary>
    /// The exit code. Who closed the pipe has what he wanted; who has a file that is not whole must hear of it.
    /// </summary>
    public static int ExitCode(Terminal terminal)
    {
        if (terminal.Loss is not { IsReaderGone: false } loss)
            return ExitCodes.Done;
        terminal.Fail($"{loss.Note}, and its files are whole");
        return ExitCodes.Failed;
    }
}
