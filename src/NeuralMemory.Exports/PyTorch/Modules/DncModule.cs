using System.Text.Json.Nodes;
using NeuralMemory.Machines;

namespace NeuralMemory.Exports;

/// <summary>A Differentiable Neural Computer, and the machines that later papers made of it.</summary>
internal static class DncModule
{
    /// <summary>The module.</summary>
    /// <param name="config">The machine.</param>
    /// <param name="programs">The programs that its heads run; null for none.</param>
    public static TorchModule Of(DncConfig config, ProgramsConfig? programs = null)
    {
        TorchModule module = new("DifferentiableNeuralComputer", "dnc") { IsStepped = !config.Bidirectional };
        bool hasLinks = config.Links.Kind != LinksKind.None, isSparse = config.Links.Kind == LinksKind.Sparse;
        module.Set("none", !hasLinks);
        module.Set("sparse", isSparse);
        module.Set("sharpen", hasLinks && config.Links.Sharpen);
        module.Set("masked", config.Lookup.Masked);
        module.Set("deallocate", config.Deallocate);
        module.Set("usage_gradient", config.UsageGradient);
        module.Set("clip_all", config.Clip > 0);
        module.Set("norm_interface", config.Normalize);
        module.Set("bidirectional", config.Bidirectional);
        module.SayIf(config.Dropout > 0, "dropout", ", dropout");
        module.Say("dropped", config.Dropout > 0 ? "self.dropout(" : "");
        module.Say("closed", config.Dropout > 0 ? ")" : "");
        module.Say("write_masks", config.Lookup.Masked ? ", told[\"write_masks\"]" : "");
        module.Say("read_masks", config.Lookup.Masked ? ", told[\"read_masks\"]" : "");
        module.Say("letters", "; N slots of W numbers, R read heads, V write heads");
        module.SayIf(Variant(config).Length > 0, "variant", Variant(config));
        AddArguments(module, config, isSparse);
        if (config.Bidirectional)
        {
            module.Need("reverse");
            ControllerModule.Add(module, config.Controller, "backward", "backward_controller");
        }

        ProgramsModule.AddInterface(module, programs);
        if (config.Normalize)
            module.Norm("interface/norm", "interface_norm");
        return module;
    }

    private static void AddArguments(TorchModule module, DncConfig config, bool isSparse)
    {
        module.Arguments["controller"] = ControllerModule.Add(module, config.Controller, "controller", "controller");
        module.Arguments["slots"] = config.Memory.Slots;
        module.Arguments["width"] = config.Memory.Width;
        module.Arguments["read_heads"] = config.Heads.Read;
        module.Arguments["write_heads"] = config.Heads.Write;
        string options = "";
        if (isSparse)
            Option("entries", Math.Min(config.Links.Entries, config.Memory.Slots));
        if (config.Lookup.Masked)
            Option("mask_floor", config.Lookup.MaskFloor);
        if (config.Clip > 0)
            Option("clip", config.Clip);
        module.Say("options", options);
        if (config.Dropout > 0)
            module.Arguments["dropout"] = config.Dropout;

        void Option(string name, JsonNode value)
        {
            options += $", {name}";
            module.Arguments[name] = value;
        }
    }

    private static string Variant(DncConfig config) => string.Join(", ", (string[])
        [
            .. config.Links.Kind == LinksKind.Sparse ? ["sparse links"] : config.Links.Kind == LinksKind.None ? ["no links"] : (string[])[],
            .. config.Deallocate ? ["de-allocation"] : (string[])[],
            .. config.Bidirectional ? ["a backward controller"] : (string[])[],
        ]);
}
