using System.Globalization;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Exports;

/// <summary>What a file of weights says of itself.</summary>
internal static class WeightsMetadata
{
    /// <summary>What they are of.</summary>
    /// <param name="exported">The run.</param>
    /// <param name="run">Its folder.</param>
    /// <param name="step">The step of the checkpoint that has the weights.</param>
    /// <exception cref="InvalidInputException">A config is damaged.</exception>
    public static IEnumerable<KeyValuePair<string, string>> Of(ExportedRun exported, RunDirectory run, long step)
    {
        Diagnostics diagnostics = new();
        YamlMapping? config = YamlReader.ReadFile(run.ConfigPath, diagnostics) as YamlMapping,
            task = YamlReader.ReadFile(run.TaskPath, diagnostics) as YamlMapping;
        diagnostics.ThrowIfAny();
        (string, string?)[] all =
        [
            ("name", TextAt(config, "name")), ("task", TextAt(task, "task")), ("task_version", TextAt(task, "version")),
            ("machine", TextAt(config, "machine", "kind")), ("seed", exported.Environment.Seed.ToString(CultureInfo.InvariantCulture)),
            ("step", step.ToString(CultureInfo.InvariantCulture)), ("program", "neuralmemory"),
            ("version", exported.Environment.Version), ("commit", exported.Environment.Commit),
        ];
        return all.Where(each => each.Item2 is not null).Select(each => KeyValuePair.Create(each.Item1, each.Item2!));
    }

    private static string? TextAt(YamlNode? node, params string[] keys)
    {
        foreach (string key in keys)
            node = (node as YamlMapping)?.Find(key)?.Value;
        return (node as YamlScalar)?.Text;
    }
}
