namespace NeuralMemory.Autodiff;

/// <summary>
/// This project's own engine, for processors: hand-written forward and backward passes over memory that it never moves, the same bits on
/// any number of threads, and no native library.
/// </summary>
public sealed class NativeEngine : IEngine
{
    private NativeEngine()
    {
    }

    /// <summary>The engine; it has no state.</summary>
    public static NativeEngine Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "native";

    /// <inheritdoc/>
    public bool DividesBatches => true;

    /// <inheritdoc/>
    public Tape NewTape(ParameterSet parameters, bool recording = true) => new NativeTape(parameters, recording);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
