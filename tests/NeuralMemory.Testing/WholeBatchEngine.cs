using NeuralMemory.Autodiff;

namespace NeuralMemory.Testing;

/// <summary>
/// The native engine as one that takes batches whole: what a run does with any other engine, without a native library. It may fail, as a
/// device does that runs out of memory.
/// </summary>
internal sealed class WholeBatchEngine : IEngine
{
    public const string Failure = "there is no memory left on whole:0; try a smaller batch";

    /// <summary>How many tapes it makes before it fails.</summary>
    public int Limit { get; set; } = int.MaxValue;

    /// <summary>For each tape that it made whether it records.</summary>
    public List<bool> Tapes { get; } = [];

    /// <summary>How many users it had that were done with it.</summary>
    public int Disposals { get; private set; }

    public string Name => "whole on whole:0";

    public string? Version => "wholeness 1.2";

    public bool DividesBatches => false;

    public Tape NewTape(ParameterSet parameters, bool recording = true)
    {
        if (Tapes.Count == Limit)
            throw new EngineException(Failure, new InvalidOperationException("CUDA error"));
        Tapes.Add(recording);
        return NativeEngine.Instance.NewTape(parameters, recording);
    }

    public void Dispose() => Disposals++;
}
