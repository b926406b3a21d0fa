using System.Text.Json.Nodes;
using NeuralMemory.Machines;

namespace NeuralMemory.Exports;

/// <summary>A stack of layers that answers at each step: all of its program but the layer is the same for every kind.</summary>
/// <param name="ClassName">The class of the whole machine.</param>
/// <param name="About">What it is, with its source.</param>
/// <param name="Part">The template of its layer.</param>
/// <param name="Layer">The class of its layer.</param>
internal sealed record StackModule(string ClassName, string About, string Part, string Layer)
{
    /// <summary>What a layer is made with beside its width, in the order of its constructor, each with its number.</summary>
    public JsonObject Options { get; init; } = [];

    /// <summary>Whether a layer is told which steps each step sees.</summary>
    public bool IsMasked { get; init; }

    /// <summary>Whether a layer is shown the embedded rows, too.</summary>
    public bool SeesRows { get; init; }

    /// <summary>Whether the last layer's rows are normalised before they answer.</summary>
    public bool HasNorm { get; init; }

    /// <summary>The module.</summary>
    /// <param name="config">The machine.</param>
    /// <param name="parts">Says what a layer is made of, and what else its template needs to know.</param>
    /// <param name="layer">Says where the arrays of a layer go, by its path here and there.</param>
    public TorchModule Of(StackConfig config, Action<TorchModule> parts, Action<TorchModule, string, string> layer)
    {
        TorchModule module = new(ClassName, "stack");
        module.Stack(config);
        module.Say("about", About);
        module.Say("layer", Layer);
        module.Say("layer_options", string.Concat(Options.Select(option => $", {option.Key}")));
        module.Set("masked", IsMasked);
        module.Set("rows", SeesRows);
        module.Set("norm", HasNorm);
        module.Say("seen", (SeesRows ? ", rows" : "") + (IsMasked ? ", sees" : ""));
        if (IsMasked)
        {
            module.Say("causal", "");
            module.NeedMask(readsAhead: false, window: null);
        }

        parts(module);
        module.Need(Part);
        module.Arguments["width"] = config.Width;
        module.Arguments["layers"] = config.Layers;
        foreach ((string name, JsonNode? number) in Options)
            module.Arguments[name] = number?.DeepClone();
        AttentionArrays.AddOptions(module.Arguments, config);
        module.EmbeddedRows("", "", config.Positions);
        for (int i = 0; i < config.Layers; i++)
            layer(module, $"layer{i}", $"layers.{i}");
        if (HasNorm)
            module.Norm("norm", "norm");
        return module;
    }
}
