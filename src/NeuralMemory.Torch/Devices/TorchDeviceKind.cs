namespace NeuralMemory.Torch;

/// <summary>The kinds of devices.</summary>
public enum TorchDeviceKind
{
    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>A card of NVIDIA.</summary>
    Cuda,

    /// <summary>The graphics processor of Apple silicon.</summary>
    Mps,
}
