namespace NeuralMemory.Benchmarks;

/// <summary>A machine on which engines are compared: an LSTM controller, one read and one write head, or the DNC's four readers.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Kind">The kind, in a config.</param>
/// <param name="Units">Units of the controller.</param>
/// <param name="Slots">Slots of the memory.</param>
/// <param name="Width">The width of a slot.</param>
internal sealed record EngineMachine(string Name, string Kind, int Units, int Slots, int Width)
{
    /// <summary>All of them, the project's reference first.</summary>
    public static IReadOnlyList<EngineMachine> All { get; } =
    [
        new("ntm-128x20", "ntm", 100, 128, 20), new("ntm-1024x64", "ntm", 256, 1024, 64), new("dnc-16x16", "dnc", 64, 16, 16),
        new("dnc-256x64", "dnc", 256, 256, 64),
    ];

    /// <summary>Whether <see cref="PlainTorchNtm"/> is this machine written by hand.</summary>
    public bool HasPlain => Kind == "ntm";

    /// <summary>The machine of a config.</summary>
    public string Config => $"{{ kind: {Kind}, controller: {{ kind: lstm, units: {Units} }}, memory: {{ slots: {Slots}, width: {Width} }}, "
        + $"heads: {{ read: {(Kind == "dnc" ? 4 : 1)}, write: 1 }} }}";
}
