namespace NeuralMemory.Sweeps;

/// <summary>How the attempt to run a job ended.</summary>
public enum JobEnd
{
    /// <summary>It was trained to its end and measured.</summary>
    Done,

    /// <summary>A number became infinite or NaN: that is a result, and nothing is tried again.</summary>
    Diverged,

    /// <summary>It was asked to stop, and goes on from a checkpoint next time.</summary>
    Interrupted,

    /// <summary>It ended with an error, however often it was tried.</summary>
    Failed,

    /// <summary>There was nothing to do: it is done already, or another process is at it.</summary>
    Passed,

    /// <summary>A scheduler has it.</summary>
    Submitted,
}
