using System.Text.Json.Nodes;
using NeuralMemory.Machines;

namespace NeuralMemory.Exports;

/// <summary>What machines of attention have in common: where the arrays of their parts go, and how scores become weights.</summary>
internal static class AttentionArrays
{
    /// <summary>An attention of several heads, as <c>nn.MultiheadAttention</c> has it.</summary>
    /// <param name="module">The machine.</param>
    /// <param name="ours">Its path here.</param>
    /// <param name="theirs">Its path there.</param>
    /// <param name="hasOtherWidth">Whether the rows that it looks at are of another width than those that look.</param>
    public static void Attention(this TorchModule module, string ours, string theirs, bool hasOtherWidth = false)
    {
        string[] parts = ["query", "key", "value"];
        if (hasOtherWidth)
            foreach (string part in parts)
                module.Rename($"{ours}/{part}/weight", $"{theirs}.{part[0]}_proj_weight");
        else
            module.Add(new JoinedRows([.. parts.Select(part => $"{ours}/{part}/weight")], $"{theirs}.in_proj_weight"));
        module.Add(new JoinedRows([.. parts.Select(part => $"{ours}/{part}/bias")], $"{theirs}.in_proj_bias"));
        module.Linear($"{ours}/output", $"{theirs}.out_proj");
    }

    /// <summary>The network of each row, as a layer of <c>nn.TransformerEncoder</c> has it.</summary>
    public static void Network(this TorchModule module, string ours, string theirs)
    {
        module.Linear($"{ours}/hidden", $"{theirs}.linear1");
        module.Linear($"{ours}/output", $"{theirs}.linear2");
    }

    /// <summary>What comes before the layers: a linear layer, and positions that are learned.</summary>
    public static void EmbeddedRows(this TorchModule module, string ours, string theirs, PositionKind positions)
    {
        module.Linear($"{ours}input", $"{theirs}input");
        if (positions == PositionKind.Learned)
            module.Rename($"{ours}positions", $"{theirs}positions.weight");
    }

    /// <summary>How the order of steps is known, and what is dropped.</summary>
    public static void Stack(this TorchModule module, StackConfig config)
    {
        module.Set("rotary", config.Positions == PositionKind.Rotary);
        module.Set("alibi", config.Positions == PositionKind.Alibi);
        module.Set("sinusoidal", config.Positions == PositionKind.Sinusoidal);
        module.Set("learned-positions", config.Positions == PositionKind.Learned);
        module.Say("places", config.Positions == PositionKind.Learned ? ", places" : "");
        module.SayIf(config.Dropout > 0, "dropout", ", dropout");
        module.Say("drop", config.Dropout > 0 ? "self.dropout(" : "");
        module.Say("end", config.Dropout > 0 ? ")" : "");
        if (config.Positions is PositionKind.Rotary or PositionKind.Alibi or PositionKind.Sinusoidal)
            module.Need("positions");
    }

    /// <summary>What a stack is made with that it can be without.</summary>
    /// <param name="arguments">The arguments of its constructor.</param>
    /// <param name="config">The stack.</param>
    public static void AddOptions(JsonObject arguments, StackConfig config)
    {
        if (config.Positions == PositionKind.Learned)
            arguments["places"] = config.Places;
        if (config.Dropout > 0)
            arguments["dropout"] = config.Dropout;
    }

    /// <summary>How scores become weights.</summary>
    public static void Weigh(this TorchModule module, WeightsConfig weights)
    {
        module.Set("top-k", weights is TopWeightsConfig);
        module.Set("hard", weights is HardWeightsConfig);
        module.Say("most", weights is TopWeightsConfig { Most: var most } ? FormattableString.Invariant($"{most}") : "");
        module.Need("weigh");
    }

    /// <summary>The class of an attention of several heads.</summary>
    /// <param name="module">The machine.</param>
    /// <param name="what">What it is, with its source.</param>
    /// <param name="options">What else it is made with, each with its comma.</param>
    /// <param name="source">What PyTorch's is told of the width of what it looks at, with its comma.</param>
    public static void NeedAttention(this TorchModule module, string what, string options = "", string source = "")
    {
        module.Say("attention", what);
        module.Say("attention_options", options);
        module.Say("source_width", source);
        module.Need("attention");
    }

    /// <summary>Which steps a step sees.</summary>
    /// <param name="module">The machine.</param>
    /// <param name="readsAhead">Whether later ones, too, so that lengths have to be known.</param>
    /// <param name="window">How many; null for all.</param>
    public static void NeedMask(this TorchModule module, bool readsAhead, int? window)
    {
        module.Set("lengths", readsAhead);
        module.Set("window", window is not null);
        module.Say("window", FormattableString.Invariant($"{window}"));
        module.Need("mask");
    }
}
