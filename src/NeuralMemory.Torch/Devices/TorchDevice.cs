using TorchSharp;

namespace NeuralMemory.Torch;

/// <summary>Where torch computes.</summary>
/// <param name="Kind">The kind of device.</param>
/// <param name="Index">Which one of its kind, from 0.</param>
/// <param name="Label">What it calls itself, such as <c>NVIDIA H200</c>; null if it does not say.</param>
public sealed record TorchDevice(TorchDeviceKind Kind, int Index, string? Label = null)
{
    /// <summary>The name by which a config or an option means it: <c>cpu</c>, <c>cuda:0</c> or <c>mps</c>.</summary>
    public string Name => Kind switch
    {
        TorchDeviceKind.Cpu => "cpu",
        TorchDeviceKind.Mps => "mps",
        _ => $"cuda:{Index}",
    };

    /// <summary>Whether it computes in double precision.</summary>
    public bool HasDouble => Kind != TorchDeviceKind.Mps;

    /// <summary>
    /// The memory that it has and how much of it is free, in bytes; null where torch cannot say. Asking a card for it makes the card ready,
    /// which takes a fraction of a second and some of its memory.
    /// </summary>
    public DeviceMemory? Memory => Kind == TorchDeviceKind.Cuda ? CudaRuntime.Memory(Index) : null;

    /// <summary>
    /// Why passes of training do not become CUDA graphs on it, which makes them several times as fast; null if they do.
    /// </summary>
    public string? WhyNoGraphs => CudaGraphRecorder.WhyNot(this);

    /// <summary>TorchSharp's name of it.</summary>
    public torch.Device Handle => Kind switch
    {
        TorchDeviceKind.Cpu => torch.CPU,
        TorchDeviceKind.Mps => torch.MPS,
        _ => new(DeviceType.CUDA, Index),
    };
}
