using System.Text.Json.Nodes;
using NeuralMemory.Machines;

namespace NeuralMemory.Exports;

/// <summary>A Transformer: its layers have the names of <c>nn.TransformerEncoderLayer</c> and <c>nn.TransformerDecoderLayer</c>.</summary>
internal static class TransformerModule
{
    /// <summary>The module.</summary>
    public static TorchModule Of(TransformerConfig config)
    {
        bool isBoth = config.Layout == TransformerLayout.EncoderDecoder, isPre = config.Norm == NormPlace.Pre;
        TorchModule module = new("Transformer", "transformer") { ReadsSource = isBoth };
        bool isPlaced = isBoth && config.Positions is PositionKind.Rotary or PositionKind.Alibi;
        module.Set("both", isBoth);
        module.Set("encoder", config.Layout == TransformerLayout.Encoder);
        module.Set("pre", isPre);
        module.Set("placed", isPlaced);
        module.Say("normed", isPre ? " with norm_first (Xiong et al. 2020)" : "");
        module.Say("unplaced", isPlaced ? ", placed=False" : "");
        module.Say("causal", isBoth ? ", causal=True" : "");
        module.Say("layer_kind", isBoth ? ", layer" : "");
        module.Say("layer_class", isBoth ? "layer" : "Layer");
        module.Say("layout", config.Layout == TransformerLayout.Encoder ? "encoder" : "decoder");
        module.Say("activation", RecurrentStackArrays.OfActivation(config.Activation));
        module.Stack(config);
        module.Weigh(config.Weights);
        module.NeedMask(config.Layout != TransformerLayout.Decoder, config.Window);
        module.NeedAttention("Attention of several heads (Vaswani et al. 2017, 3.2.2)", isPlaced ? ", placed=True" : "");
        JsonObject stack = new()
        {
            ["width"] = config.Width,
            ["heads"] = config.Heads,
            ["hidden"] = config.Hidden,
            ["layers"] = config.Layers,
        };
        AttentionArrays.AddOptions(stack, config);
        module.Arguments["stack"] = stack;
        if (config.Layout != TransformerLayout.Decoder)
            AddStack(module, config, "encoder", looksAcross: false);
        if (config.Layout != TransformerLayout.Encoder)
            AddStack(module, config, "decoder", isBoth);
        return module;
    }

    private static void AddStack(TorchModule module, TransformerConfig config, string name, bool looksAcross)
    {
        module.EmbeddedRows($"{name}/", $"{name}.", config.Positions);
        for (int i = 0; i < config.Layers; i++)
        {
            string ours = $"{name}/layer{i}", theirs = $"{name}.layers.{i}";
            module.Attention($"{ours}/self", $"{theirs}.self_attn");
            if (looksAcross)
                module.Attention($"{ours}/cross", $"{theirs}.multihead_attn");
            module.Network($"{ours}/network", theirs);
            for (int norm = 1; norm <= (looksAcross ? 3 : 2); norm++)
                module.Norm($"{ours}/norm{norm}", $"{theirs}.norm{norm}");
        }

        if (config.Norm == NormPlace.Pre)
            module.Norm($"{name}/norm", $"{name}.norm");
    }
}
