namespace NeuralMemory.Torch;

/// <summary>A device's memory.</summary>
/// <param name="Total">All of it, in bytes.</param>
/// <param name="Free">What no program uses, in bytes.</param>
public sealed record DeviceMemory(long Total, long Free);
