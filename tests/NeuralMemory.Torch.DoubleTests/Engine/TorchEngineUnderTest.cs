namespace NeuralMemory.Torch.DoubleTests;

/// <summary>The TorchSharp engine of these tests: on the processor, and on one thread, since what they compute is small.</summary>
internal static class TorchEngineUnderTest
{
    public static TorchEngine Instance { get; } = new("cpu", threads: 1);
}
