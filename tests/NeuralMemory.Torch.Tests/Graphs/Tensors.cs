using TorchSharp;

namespace NeuralMemory.Torch.Tests;

/// <summary>The tensors of a test.</summary>
internal static class Tensors
{
    public static long Live => LiveTensors.OfThread;

    public static IDisposable Scope() => torch.NewDisposeScope();
}
