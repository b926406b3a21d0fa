using System.Text.Json.Nodes;
using NeuralMemory.Autodiff;
using NeuralMemory.Machines;

namespace NeuralMemory.Exports;

/// <summary>Extended long short-term memory.</summary>
internal static class XlstmModule
{
    /// <summary>The module.</summary>
    public static TorchModule Of(XlstmConfig config)
    {
        XlstmMemory[] memories = [.. Enumerable.Range(0, config.Layers).Select(config.MemoryOf)];
        bool matrices = memories.Contains(XlstmMemory.Matrix), scalars = memories.Contains(XlstmMemory.Scalar);
        TorchModule module = new("Xlstm", "xlstm");
        module.Stack(config);
        module.Set("matrices", matrices);
        module.Set("scalars", scalars);
        module.Set("recurrent", config.Recurrent);
        module.Set("convolution", config.Convolution > 0);
        if (config.Convolution > 0)
            module.Need("convolution");
        module.Set("blocks", scalars || config.Block > 0);
        module.SayIf(config.Convolution > 0, "taps", ", taps");
        module.SayIf(matrices && config.Block > 0, "block", ", block");
        module.SayIf(matrices, "expansion", ", expansion");
        module.SayIf(scalars, "hidden", ", hidden");
        module.Say("forget", config.Forget == ForgetGate.Sigmoid ? "F.logsigmoid(forgets)" : "forgets");
        module.Say("convolved_raised", config.Convolution > 0 ? "self.convolution(raised)" : "raised");
        module.Say("convolved_normal", config.Convolution > 0 ? "F.silu(self.convolution(y))" : "y");
        module.Arguments["width"] = config.Width;
        module.Arguments["heads"] = config.Heads;
        module.Arguments["memories"] = new JsonArray([.. memories.Select(memory => JsonValue.Create(NameOf(memory)))]);
        if (matrices)
            module.Arguments["expansion"] = config.Expansion;
        if (matrices && config.Block > 0)
            module.Arguments["block"] = config.Block;
        if (scalars)
            module.Arguments["hidden"] = config.HiddenUnits;
        if (config.Convolution > 0)
            module.Arguments["taps"] = config.Convolution;
        AttentionArrays.AddOptions(module.Arguments, config);
        module.EmbeddedRows("", "", config.Positions);
        for (int i = 0; i < config.Layers; i++)
            if (memories[i] == XlstmMemory.Matrix)
                AddMatrix(module, config, $"layer{i}", $"layers.{i}");
            else
                AddScalar(module, config, $"layer{i}", $"layers.{i}");
        module.Norm("norm", "norm");
        return module;
    }

    private static string NameOf(XlstmMemory memory) => memory == XlstmMemory.Matrix ? "matrix" : "scalar";

    private static void AddMatrix(TorchModule module, XlstmConfig config, string ours, string theirs)
    {
        module.Norm($"{ours}/norm", $"{theirs}.norm");
        foreach (string part in (string[])["up", "gate", "down"])
            module.Linear($"{ours}/{part}", $"{theirs}.{part}", bias: false);
        foreach (string part in (string[])["query", "key", "value"])
            module.Rename(config.Block > 0 ? $"{ours}/{part}" : $"{ours}/{part}/weight", $"{theirs}.{part}.weight");
        module.Linear($"{ours}/gates", $"{theirs}.gates");
        module.Norm($"{ours}/head_norm", $"{theirs}.head_norm");
        module.Rename($"{ours}/skip", $"{theirs}.skip");
        AddConvolution(module, config, ours, theirs);
    }

    private static void AddScalar(TorchModule module, XlstmConfig config, string ours, string theirs)
    {
        module.Norm($"{ours}/norm1", $"{theirs}.norm1");
        module.Norm($"{ours}/norm2", $"{theirs}.norm2");
        module.Norm($"{ours}/head_norm", $"{theirs}.head_norm");
        foreach (string gate in (string[])["input", "forget", "cell", "output"])
        {
            module.Rename($"{ours}/{gate}", $"{theirs}.{gate}.weight");
            if (gate != "input")
                module.Rename($"{ours}/{gate}_bias", $"{theirs}.{gate}.bias");
        }

        if (config.Recurrent)
            module.Rename($"{ours}/recurrent", $"{theirs}.recurrent");
        module.Network($"{ours}/network", theirs);
        module.Linear($"{ours}/network/gate", $"{theirs}.gate");
        AddConvolution(module, config, ours, theirs);
    }

    private static void AddConvolution(TorchModule module, XlstmConfig config, string ours, string theirs)
    {
        if (config.Convolution > 0)
            module.Rename($"{ours}/convolution/kernel", $"{theirs}.convolution.kernel");
    }
}
