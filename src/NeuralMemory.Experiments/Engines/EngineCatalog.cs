using System.Collections.Immutable;
using NeuralMemory.Autodiff;

namespace NeuralMemory.Experiments;

/// <summary>The engines that a program has: where a config becomes something that computes. Immutable.</summary>
public sealed class EngineCatalog
{
    private readonly ImmutableSortedDictionary<string, Func<EngineConfig, int, IEngine>> _makers;
    private readonly ImmutableSortedDictionary<string, string> _reasons;

    private EngineCatalog(
        ImmutableSortedDictionary<string, Func<EngineConfig, int, IEngine>> makers, ImmutableSortedDictionary<string, string> reasons) =>
        (_makers, _reasons) = (makers, reasons);

    /// <summary>The native engine alone.</summary>
    public static EngineCatalog Native { get; } = new EngineCatalog(
        ImmutableSortedDictionary<string, Func<EngineConfig, int, IEngine>>.Empty, ImmutableSortedDictionary<string, string>.Empty)
        .With<NativeEngineConfig>((_, _) => NativeEngine.Instance);

    /// <summary>This catalog with one kind more, or another maker of a kind.</summary>
    /// <param name="make">
    /// Makes an engine for a config and a number of threads; throws an <see cref="EngineException"/> where it cannot. The engine is
    /// disposed of after use.
    /// </param>
    public EngineCatalog With<TConfig>(Func<TConfig, int, IEngine> make) where TConfig : EngineConfig, new() =>
        new(_makers.SetItem(new TConfig().Kind, (config, threads) => make((TConfig)config, threads)), _reasons);

    /// <summary>This catalog with the reason why a kind is not in it.</summary>
    /// <param name="reason">What follows "there is no engine 'torch' here: ".</param>
    public EngineCatalog Without<TConfig>(string reason) where TConfig : EngineConfig, new() =>
        new(_makers.Remove(new TConfig().Kind), _reasons.SetItem(new TConfig().Kind, reason));

    /// <summary>Makes an engine, which the caller disposes of.</summary>
    /// <param name="config">Which.</param>
    /// <param name="threads">How many threads it may use, at least 1.</param>
    /// <exception cref="EngineException">This program has no such engine, or the engine cannot work here.</exception>
    public IEngine Create(EngineConfig config, int threads)
    {
        ArgumentNullException.ThrowIfNull(config);
        return _makers.TryGetValue(config.Kind, out var make) ? make(config, threads) : throw new EngineException(
            $"there is no engine '{config.Kind}' here: "
            + _reasons.GetValueOrDefault(config.Kind, $"this program has {string.Join(" and ", _makers.Keys)}"));
    }
}
