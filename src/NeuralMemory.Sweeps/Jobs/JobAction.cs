namespace NeuralMemory.Sweeps;

/// <summary>What is to be done about a job.</summary>
public enum JobAction
{
    /// <summary>There is no run: begin one.</summary>
    Begin,

    /// <summary>There is a run that is not to be kept: move it aside and begin anew.</summary>
    BeginAnew,

    /// <summary>The run has not ended, or more is asked for now: go on with it.</summary>
    Resume,

    /// <summary>All is there.</summary>
    Skip,

    /// <summary>The run diverged, and would do so again.</summary>
    Diverged,

    /// <summary>Another process is at it.</summary>
    InUse,

    /// <summary>The run is one of another experiment: nothing may be done without being told.</summary>
    Refuse,
}
