using NeuralMemory.Experiments;

namespace NeuralMemory.Cli;

/// <summary>The engines that this command has; the one place that says so.</summary>
internal static class AvailableEngines
{
    /// <summary>All of them.</summary>
    public static EngineCatalog All { get; } = EngineCatalog.Native
        .Without<TorchEngineConfig>("this command was built without TorchSharp; build it without -p:Torch=false, "
            + "or choose the native engine by --engine native");
}
