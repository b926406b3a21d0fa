namespace NeuralMemory.Autodiff;

/// <summary>
/// This project's own engine, for processors: hand-written forward and backward passes over memory that it never moves, the same bits on
/// any number of threads, and no native library.
/// </summary>
public sealed class NativeEngine : IEngine
{
    private readonly Func<TapeProfile>? _profile;

    private NativeEngine()
    {
    }

    /// <summary>The engine where every tape that records is timed, primitive by primitive.</summary>
    /// <param name="profile">Makes the profile of a tape.</param>
    internal NativeEngine(Func<TapeProfile> profile) => _profile = profile;

    /// <summary>The engine; it has no state.</summary>
    public static NativeEngine Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "native";

    /// <inheritdoc/>
    public bool DividesBatches => true;

    /// <inheritdoc/>
    public Tape NewTape(ParameterSet parameters, bool recording = true) =>
        new NativeTape(parameters, recording, recording ? _profile?.Invoke() : null);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
