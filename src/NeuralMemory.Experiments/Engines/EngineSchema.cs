using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>The keys of <c>training.engine</c>.</summary>
internal static class EngineSchema
{
    public static Variants<EngineConfig> Root { get; } = new Variants<EngineConfig>(engine => engine.Kind)
        .Kind(NativeEngineConfig.Name, new NativeEngineConfig(), new Section<NativeEngineConfig>())
        .Kind(TorchEngineConfig.Name, new TorchEngineConfig(), new Section<TorchEngineConfig>()
            .Key("device", Device, e => e.Device, (e, v) => e with { Device = v }, "What it computes on")
            .Key("graphs", Values.Flag, e => e.Graphs, (e, v) => e with { Graphs = v },
                "Whether a card of NVIDIA replays passes as CUDA graphs"));

    private static ConfigValue<string> Device => new ScalarValue<string>("a", "device: `cpu`, `cuda`, `cuda:1`, ... or `mps`",
        (YamlScalar scalar, out string value) => TorchEngineConfig.IsDevice(value = scalar.Text),
        text => (text, !YamlText.IsPlain(text)), () => new() { ["type"] = "string", ["pattern"] = $"^({TorchEngineConfig.Devices})$" });
}
