using NeuralMemory.Machines;

namespace NeuralMemory.Exports;

/// <summary>A Perceiver.</summary>
internal static class PerceiverModule
{
    /// <summary>The module.</summary>
    /// <param name="config">The machine.</param>
    /// <param name="inputs">What its inputs hold.</param>
    public static TorchModule Of(PerceiverConfig config, InputLayout inputs)
    {
        TorchModule module = new("Perceiver", "perceiver");
        bool asksQueries = config.Answer == PerceiverAnswer.Queries;
        int features = config.Coordinates + (config.Time ? 1 : 0);
        int width = inputs.Width + inputs.Symbols.Count * (config.Embedding - 1) + features * (2 * config.Bands + 1);
        module.Set("queries", asksQueries);
        module.Set("features", features > 0);
        module.Set("coordinates", config.Coordinates > 0);
        module.Set("time", config.Time);
        module.Set("other-width");
        module.Weigh(new SoftWeightsConfig());
        module.NeedAttention("Attention of several heads (Vaswani et al. 2017, 3.2.2)", ", source_width",
            ", kdim=source_width, vdim=source_width");
        module.Say("answers", asksQueries ? "; queries of the steps answer (arXiv 2107.14795)" : "");
        module.Say("and_features", (config.Coordinates > 0, config.Time) switch
        {
            (true, true) => ", and Fourier features of its coordinates and its place",
            (true, false) => ", and Fourier features of its coordinates",
            (false, true) => ", and Fourier features of its place",
            _ => "",
        });
        AddArguments(module, config, features);
        module.Rename("latents", "latents");
        for (int look = 0; look < Math.Min(config.Looks, 2); look++)
        {
            AddBlock(module, $"look{look}", $"looks.{look}", width != config.Width, hasSource: true);
            for (int i = 0; i < config.Layers; i++)
                AddBlock(module, $"look{look}/layer{i}", $"layers.{look}.{i}", hasOtherWidth: false, hasSource: false);
        }

        if (asksQueries)
        {
            module.Linear("query", "query");
            AddBlock(module, "answer", "answer", hasOtherWidth: false, hasSource: true);
        }

        module.Norm("norm", "norm");
        return module;
    }

    private static void AddArguments(TorchModule module, PerceiverConfig config, int features)
    {
        module.Arguments["latents"] = config.Latents;
        module.Arguments["width"] = config.Width;
        module.Arguments["heads"] = config.Heads;
        module.Arguments["hidden"] = config.Hidden;
        module.Arguments["looks"] = config.Looks;
        module.Arguments["layers"] = config.Layers;
        List<string> options = [];
        if (features > 0)
        {
            options.AddRange(["bands", "max_frequency"]);
            (module.Arguments["bands"], module.Arguments["max_frequency"]) = (config.Bands, config.MaxFrequency);
        }

        if (config.Coordinates > 0)
        {
            options.Add("coordinates");
            module.Arguments["coordinates"] = config.Coordinates;
        }

        if (config.Time)
        {
            options.Add("places");
            module.Arguments["places"] = config.Places;
        }

        module.Say("perceiver_options", string.Concat(options.Select(option => $", {option}")));
        module.Say("feature_count", (config.Coordinates > 0, config.Time) switch
        {
            (true, true) => "(coordinates + 1)",
            (true, false) => "coordinates",
            _ => "1",
        });
    }

    private static void AddBlock(TorchModule module, string ours, string theirs, bool hasOtherWidth, bool hasSource)
    {
        module.Attention($"{ours}/attention", $"{theirs}.attention", hasOtherWidth);
        module.Network($"{ours}/network", theirs);
        module.Norm($"{ours}/norm1", $"{theirs}.norm1");
        module.Norm($"{ours}/norm2", $"{theirs}.norm2");
        if (hasSource)
            module.Norm($"{ours}/norm_source", $"{theirs}.norm_source");
    }
}
