using NeuralMemory.Experiments;
using NeuralMemory.Torch;

namespace NeuralMemory.Commands;

/// <summary>The engines that this command has; the one place that says so.</summary>
internal static class AvailableEngines
{
    /// <summary>All of them. Nothing of torch is loaded before a config asks for it.</summary>
    public static EngineCatalog All { get; } = EngineCatalog.Native
        .With<TorchEngineConfig>((config, threads) => new TorchEngine(config.Device, threads, config.Graphs));
}
