namespace NeuralMemory.Torch;

/// <summary>Notes what a pass does on a device, so that it can be done again without the host.</summary>
internal interface IGraphRecorder
{
    /// <summary>Why nothing can be recorded; null where it can.</summary>
    string? Refusal { get; }

    /// <summary>Whether numbers travel from and to pinned memory of the host.</summary>
    bool PinsMemory { get; }

    /// <summary>
    /// Makes this thread compute where graphs do, until what it returns is disposed of: all passes of a tape that has graphs are computed
    /// there.
    /// </summary>
    IDisposable Enter();

    /// <summary>
    /// Runs a pass once and notes its operations, which need not be computed. To be called between the ends of an <see cref="Enter"/>.
    /// </summary>
    /// <param name="pass">
    /// The pass. It reads tensors that stay where they are, writes to such, keeps none that it makes, and has run a few times before.
    /// </param>
    /// <param name="bytes">What is known of the memory that the pass takes.</param>
    /// <param name="other">A graph that exists, whose memory this one may use when that one is not running; null for none.</param>
    /// <exception cref="GraphRefusedException">The pass cannot be recorded.</exception>
    IGraph Record(Action pass, long bytes, IGraph? other);
}
