namespace NeuralMemory.Autodiff;

/// <summary>What computes: it makes the tapes on which machines run.</summary>
public interface IEngine : IDisposable
{
    /// <summary>What messages and records call it, such as <c>native</c> or <c>torch on cuda:0</c>.</summary>
    string Name { get; }

    /// <summary>The versions of what computes, where that is no part of this program; null where it is.</summary>
    string? Version => null;

    /// <summary>
    /// Whether a batch is best divided among threads, each with a tape of its own; otherwise the engine takes it whole and uses what
    /// processors it has by itself.
    /// </summary>
    bool DividesBatches { get; }

    /// <summary>A tape for machines with these parameters.</summary>
    /// <param name="parameters">The complete parameter set. Its block is the master copy: a tape reads it at every reset.</param>
    /// <param name="recording">False for evaluation: nothing can be differentiated, and memory does not grow with length.</param>
    /// <exception cref="EngineException">The device cannot; so may every use of the tape.</exception>
    Tape NewTape(ParameterSet parameters, bool recording = true);
}
