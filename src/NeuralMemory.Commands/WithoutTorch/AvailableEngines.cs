using NeuralMemory.Experiments;

namespace NeuralMemory.Commands;

/// <summary>The engines of a command that was built without torch.</summary>
internal static class AvailableEngines
{
    /// <summary>All of them.</summary>
    public static EngineCatalog All { get; } = EngineCatalog.Native
        .Without<TorchEngineConfig>("this command was built without TorchSharp; build it without -p:Torch=false, "
            + "or choose the native engine by --engine native");
}
