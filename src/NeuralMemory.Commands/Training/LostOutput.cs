using NeuralMemory.Results;

namespace NeuralMemory.Commands;

/// <summary>What is said of training that went well and could not tell all of it.</summary>
internal static class LostOutput
{
    /// <summary>
    /// Has the status of a run say so that had ended when the output failed. That cannot be where another has gone on with it.
    /// </summary>
    public static void Note(Terminal terminal, string directory)
    {
        if (terminal.Loss is not { } loss)
            return;
        try
        {
            using RunDirectory run = RunDirectory.OpenForWriting(directory);
            RunStatus status = run.ReadStatus();
            if (status.Note != loss.Note)
                run.WriteStatus(status with { Note = loss.Note });
        }
        catch (RunException)
        {
        }
    }

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
