using System.Globalization;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Exports;

/// <summary>The weights of a checkpoint in one safetensors file, with what they are of as its metadata.</summary>
internal sealed record SafetensorsFormat()
    : FormatOfEach("safetensors", "the weights of a checkpoint, with what they are of as metadata", WeightsFile.Folder)
{
    /// <inheritdoc/>
    public override bool HasWeights => true;

    /// <inheritdoc/>
    protected override string FileOf(string? name) => (name ?? WeightsFile.Name) + ".safetensors";

    /// <inheritdoc/>
    protected override void Write(ExportedRun exported, RunDirectory run, ExportOptions options, Func<string> place)
    {
        Checkpoint checkpoint = options.CheckpointOf(run);
        KeyValuePair<string, string>[] metadata = [.. Metadata(exported, run, checkpoint)];
        AtomicFile.Write(place(), stream => SafetensorsWriter.Write(stream, checkpoint.Weights, metadata));
    }

    private static IEnumerable<KeyValuePair<string, string>> Metadata(ExportedRun exported, RunDirectory run, Checkpoint checkpoint)
    {
        Diagnostics diagnostics = new();
        YamlMapping? config = YamlReader.ReadFile(run.ConfigPath, diagnostics) as YamlMapping,
            task = YamlReader.ReadFile(run.TaskPath, diagnostics) as YamlMapping;
        diagnostics.ThrowIfAny();
        (string, string?)[] all =
        [
            ("name", TextAt(config, "name")), ("task", TextAt(task, "task")), ("task_version", TextAt(task, "version")),
            ("machine", TextAt(config, "machine", "kind")), ("seed", exported.Environment.Seed.ToString(CultureInfo.InvariantCulture)),
            ("step", checkpoint.Step.ToString(CultureInfo.InvariantCulture)), ("program", "neuralmemory"),
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
