using System.Text.RegularExpressions;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>What computes. Knows an engine by its name only: the engine itself comes from an <see cref="EngineCatalog"/>.</summary>
public abstract record EngineConfig
{
    /// <summary>The kind's name in a config.</summary>
    public abstract string Kind { get; }

    /// <summary>What the engine computes on, as a run records it.</summary>
    internal virtual string DeviceName => TorchEngineConfig.Processor;

    /// <summary>Whether the engine divides batches among threads; see <see cref="Autodiff.IEngine.DividesBatches"/>.</summary>
    internal abstract bool DividesBatches { get; }

    /// <summary>An engine as a command line names it: <c>native</c>, <c>torch</c>, <c>torch:cuda:1</c>.</summary>
    /// <returns>The config; null when the text names none.</returns>
    public static EngineConfig? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split(':', 2) switch
        {
            [NativeEngineConfig.Name] => new NativeEngineConfig(),
            [TorchEngineConfig.Name] => new TorchEngineConfig(),
            [TorchEngineConfig.Name, var device] when TorchEngineConfig.IsDevice(device) => new TorchEngineConfig { Device = device },
            _ => null,
        };
    }

    /// <summary>The change of a config that chooses this engine: <c>training.engine={ kind: torch, device: cpu }</c>.</summary>
    public string ToAssignment() => $"training.engine={YamlText.Inline(EngineSchema.Root.Write(this))}";
}

/// <summary>This project's own engine, on processors: the same bits on any number of threads, and no native library.</summary>
public sealed record NativeEngineConfig : EngineConfig
{
    internal const string Name = "native";

    /// <inheritdoc/>
    public override string Kind => Name;

    internal override bool DividesBatches => true;
}

/// <summary>The engine over TorchSharp, on processors and graphics cards.</summary>
public sealed partial record TorchEngineConfig : EngineConfig
{
    internal const string Name = "torch", Processor = "cpu";

    /// <summary>The names of devices, as a regular expression.</summary>
    internal const string Devices = "cpu|mps|cuda(:[0-9]{1,3})?";

    /// <inheritdoc/>
    public override string Kind => Name;

    /// <summary>What it computes on: <c>cpu</c>, <c>cuda</c>, <c>cuda:1</c> or <c>mps</c>.</summary>
    public string Device { get; init; } = Processor;

    /// <summary>
    /// Whether passes of training become CUDA graphs where the device is a card of NVIDIA; faster, and the same but for the last digits.
    /// </summary>
    public bool Graphs { get; init; } = true;

    internal override string DeviceName => Device;

    internal override bool DividesBatches => false;

    /// <summary>Whether a text is the name of a device, which need not be there.</summary>
    internal static bool IsDevice(string text) => DeviceForm().IsMatch(text);

    [GeneratedRegex($@"^({Devices})\z")]
    private static partial Regex DeviceForm();
}
