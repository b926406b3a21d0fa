namespace NeuralMemory.Commands;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCodes
{
    /// <summary>All went well.</summary>
    public const int Done = 0;

    /// <summary>Anything that no other code says.</summary>
    public const int Failed = 1;

    /// <summary>The command line, a config or a task is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Training produced a number that is not finite.</summary>
    public const int Diverged = 3;

    /// <summary>Training was interrupted; a checkpoint is saved.</summary>
    public const int Interrupted = 4;
}
