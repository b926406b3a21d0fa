using System.CommandLine;
using System.Text.Json.Nodes;
using NeuralMemory.Experiments;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary><c>neuralmemory config list</c>.</summary>
internal static class ConfigListCommand
{
    public static DocumentedCommand Create(Terminal terminal)
    {
        Option<bool> json = Options.Json("Print a JSON array, for scripts");
        DocumentedCommand command = new("list", "List the configs that names reach from here: the folder's own, then those of the program",
            "neuralmemory config list", "neuralmemory config list --json")
        { json };
        command.SetAction(parsed =>
        {
            IReadOnlyList<ListedFile> files = ListedFile.Of(ConfigLibrary.Here.Files);
            if (parsed.GetValue(json))
                Json.Write(terminal, new JsonArray([.. files.Select(Summary)]));
            else
                ListedFile.Print(terminal, "config", files, path => Describe(path) ?? "");
            return ExitCodes.Done;
        });
        return command;
    }

    private static JsonObject Summary(ListedFile file) => new()
    {
        ["name"] = file.Name,
        ["file"] = file.Path,
        ["description"] = Describe(file.Path),
    };

    /// <summary>What a config says of itself. Whether it is right, nobody looks here: 'config validate' does.</summary>
    private static string? Describe(string path)
    {
        if (YamlReader.ReadFile(path, new Diagnostics()) is not YamlMapping root)
            return null;
        string? text = root.At("description") is YamlScalar { IsNull: false } written ? written.Text : null;
        // A sweep's file names the config that it varies, and a benchmark has several machines.
        return root.Find("config") is not null ? $"(a sweep) {text}"
            : root.Find("machines") is null ? text
            : root.Find("tasks") is null ? $"(machines of benchmarks) {text}"
            : $"(a benchmark) {(root.At("title") is YamlScalar title ? title.Text : text)}";
    }
}
