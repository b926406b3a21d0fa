namespace NeuralMemory.Results;

/// <summary>What kind of trouble a <see cref="RunException"/> reports, so that a caller can choose an exit code.</summary>
public enum RunProblem
{
    /// <summary>The folder holds a run, or something else, that would be overwritten.</summary>
    Exists,

    /// <summary>The folder, checkpoint or file that was asked for is not there or is no run.</summary>
    Missing,

    /// <summary>Another process is writing to the run.</summary>
    InUse,

    /// <summary>A file is truncated, corrupted, or not what its name says.</summary>
    Damaged,

    /// <summary>The operating system refused: no permission, no space, a path of the wrong kind.</summary>
    Storage,

    /// <summary>This process computes other last bits than the one before, and they were to stay the same.</summary>
    OtherArithmetic,
}

/// <summary>
/// A condition of files and folders that a user can understand and act on. Its message is complete: print it and nothing else.
/// </summary>
/// <param name="problem">The kind of trouble.</param>
/// <param name="message">What is wrong, where, and what to do about it.</param>
/// <param name="innerException">The system's exception, for debugging; never for users.</param>
public sealed class RunException(RunProblem problem, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>What the operating system refused, told to a user.</summary>
    /// <param name="verb">What was being done, as in "cannot <c>write</c> 'results/x'".</param>
    /// <param name="path">What it was done to.</param>
    /// <param name="exception">The system's exception.</param>
    public static RunException Refused(string verb, string path, Exception exception) => Storage.Explain(verb, path, exception);

    /// <summary>The kind of trouble.</summary>
    public RunProblem Problem { get; } = problem;
}
