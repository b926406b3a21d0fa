namespace NeuralMemory.Torch;

/// <summary>A device has no memory left for what a pass needs.</summary>
public sealed class TorchMemoryException : TorchException
{
    /// <summary>The exception for a request on a device.</summary>
    /// <param name="device">The device's name.</param>
    /// <param name="asked">How much was asked for, with its unit; null if libtorch does not say.</param>
    /// <param name="inner">What libtorch said.</param>
    public TorchMemoryException(string device, string? asked, Exception inner)
        : base(
            $"'{device}' has no memory for {(asked is null ? "what the pass needs" : $"another {asked}")}: take a smaller batch, shorter "
            + "sequences, a smaller memory or another device.",
            inner) => Asked = asked;

    /// <summary>How much was asked for, such as <c>20.00 MiB</c>; null if libtorch does not say.</summary>
    public string? Asked { get; }
}
