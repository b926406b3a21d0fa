using NeuralMemory.Machines;

namespace NeuralMemory.Exports;

/// <summary>A recurrent encoder and decoder.</summary>
internal static class Seq2SeqModule
{
    /// <summary>The module.</summary>
    public static TorchModule Of(Seq2SeqConfig config)
    {
        TorchModule module = new("EncoderDecoder", "seq2seq") { ReadsSource = true };
        bool looks = config.Attention != ScoreKind.None, looksBefore = config.Attention == ScoreKind.Bahdanau;
        bool isFed = config.InputFeeding && looks && !looksBefore, hasCells = ControllerModule.HasCells(config.Cell);
        ControllerConfig controller = Controllers.Of(config);
        module.Set("bridge");
        module.Set("attention", looks);
        module.Set("before", looksBefore);
        module.Set("after", looks && !looksBefore);
        module.Set("fed", isFed);
        module.Set("cells", hasCells);
        module.Set("bidirectional", config.Bidirectional);
        module.Set("dot", config.Attention == ScoreKind.Dot);
        module.Set("additive", config.Attention is ScoreKind.Bahdanau or ScoreKind.Concat);
        module.Set("cosine", config.Attention == ScoreKind.Cosine);
        module.SayIf(config.Dropout > 0, "dropout", ", dropout");
        module.Say("dropped", config.Dropout > 0 ? "self.dropout(" : "");
        module.Say("closed", config.Dropout > 0 ? ")" : "");
        module.Set("window", config.Window is not null);
        module.Say("window_option", config.Window is null ? "" : ", window");
        module.Say("decoder_inputs", isFed ? "inputs + units" : "inputs");
        module.Say("begins", string.Join(", ", (string[])
            [
                "controller", .. looksBefore ? ["hidden[-1]"] : (string[])[], .. isFed ? ["torch.zeros_like(hidden[-1])"] : (string[])[],
                .. looks ? ["annotations", "self.attention.keys(annotations)", "sees"] : (string[])[],
            ]));
        module.Say("scored", Score(config.Attention));
        module.Say("paper", Paper(config.Attention));
        module.Say("letters", ", S steps of a source, A numbers of an annotation, C units");
        module.Arguments["controller"] = ControllerModule.Add(module, controller, "encoder/forward", "encoder");
        if (config.Window is { } window)
            module.Arguments["window"] = window;
        if (config.Dropout > 0)
            module.Arguments["dropout"] = config.Dropout;
        if (config.Bidirectional)
        {
            module.Need("reverse");
            ControllerModule.Add(module, controller, "encoder/backward", "encoder_backward");
        }

        AddArrays(module, config, controller, hasCells);
        return module;
    }

    private static void AddArrays(TorchModule module, Seq2SeqConfig config, ControllerConfig controller, bool hasCells)
    {
        for (int i = 0; i < config.Layers; i++)
        {
            module.Linear($"bridge/hidden{i}", $"bridge_hidden.{i}");
            if (hasCells)
                module.Linear($"bridge/cell{i}", $"bridge_cell.{i}");
        }

        if (config.Attention != ScoreKind.None)
        {
            module.Weigh(config.Weights);
            if (config.Attention != ScoreKind.Dot)
                module.Linear("attention/key", "attention.key");
            if (config.Attention is ScoreKind.Bahdanau or ScoreKind.Concat)
            {
                module.Linear("attention/query", "attention.query");
                module.Rename("attention/direction", "attention.direction");
            }

            if (config.Attention == ScoreKind.Cosine)
                module.Linear("attention/strength", "attention.strength");
            if (config.Window is not null)
            {
                module.Linear("attention/aim", "attention.aim");
                module.Linear("attention/place", "attention.place");
            }
        }

        ControllerModule.Add(module, controller, "decoder", "decoder");
        if (config.Attention is not (ScoreKind.None or ScoreKind.Bahdanau))
            module.Linear("combine", "combine");
    }

    private static string Score(ScoreKind kind) => kind switch
    {
        ScoreKind.Bahdanau => "scores v . tanh(W t + U key), of the state before the step",
        ScoreKind.Concat => "scores v . tanh(W [t, key]), of the state after the step",
        ScoreKind.Dot => "scores t . key",
        ScoreKind.General => "scores t . W key",
        _ => "strength times the cosine of t and W key, as an NTM does",
    };

    private static string Paper(ScoreKind kind) => kind switch
    {
        ScoreKind.None => "A recurrent encoder and decoder (Sutskever, Vinyals and Le 2014, arXiv 1409.3215).",
        ScoreKind.Bahdanau => "A recurrent encoder and decoder with attention (Bahdanau, Cho and Bengio 2015, arXiv 1409.0473).",
        _ => "A recurrent encoder and decoder with attention (Luong, Pham and Manning 2015, arXiv 1508.04025).",
    };
}
