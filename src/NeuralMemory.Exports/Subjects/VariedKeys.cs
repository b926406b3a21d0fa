using NeuralMemory.Analysis;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Exports;

/// <summary>
/// What the configs of some runs differ in, beside the seed and keys without effect: the axes of a sweep, and whose weights they began
/// with.
/// </summary>
internal static class VariedKeys
{
    private const string Seed = "seed", TaskName = "task.name", Nothing = "null";

    /// <summary>The runs as a table names them, each with the values of the keys that differ between them.</summary>
    /// <exception cref="InvalidInputException">A config is damaged.</exception>
    public static IReadOnlyList<TableRun> Of(IReadOnlyList<ExportedRun> runs)
    {
        Dictionary<string, string>[] configs = [.. runs.Select(Read)];
        string[] keys =
        [
            .. configs.SelectMany(config => config.Keys).Distinct()
                .Where(key => configs.Select(config => config.GetValueOrDefault(key)).Distinct().Skip(1).Any()),
        ];
        return
        [
            .. runs.Zip(configs, (run, config) => new TableRun(run.Name, RunDirectory.Open(run.Path))
            {
                Varied = [.. keys.Select(key => KeyValuePair.Create(key, config.GetValueOrDefault(key, "")))],
            }),
        ];
    }

    private static Dictionary<string, string> Read(ExportedRun run)
    {
        using RunDirectory directory = RunDirectory.Open(run.Path);
        Diagnostics diagnostics = new();
        YamlNode? root = YamlReader.ReadFile(directory.ConfigPath, diagnostics);
        diagnostics.ThrowIfAny();
        // Where runs are of several tasks, the name says which.
        if (root is not YamlMapping config)
            return [];
        Dictionary<string, string> values = YamlText.Flatten(config)
            .Where(each => each.Key != Seed && (each.Key == TaskName || !KeysWithoutEffect.HasConfig(each.Key)))
            .ToDictionary(each => each.Key, each => each.Value == Nothing ? "" : each.Value);
        if (directory.ReadOrigin() is { } origin)
            values[OriginName.Key] = OriginName.Of(origin);
        return values;
    }
}
