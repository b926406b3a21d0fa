using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Sweeps;

/// <summary>What an experiment is, as values by dotted path, defaults filled in.</summary>
internal static class ResolvedValues
{
    /// <summary>The values of the config, in its order.</summary>
    public static IEnumerable<KeyValuePair<string, string>> OfConfig(Experiment experiment) =>
        YamlText.Flatten((YamlMapping)ExperimentSchema.Root.Write(experiment.Config));

    /// <summary>What the task's file says, the hash of its corpus included; comments and layout do not count.</summary>
    public static IEnumerable<KeyValuePair<string, string>> OfTask(Experiment experiment) =>
    [
        .. YamlReader.Read(RunFiles.Task, experiment.Task.Text, new()) is YamlMapping root ? YamlText.Flatten(root) : [],
        // A corpus is a part of the task that stands in a file of its own.
        .. experiment.Task.Corpus is { } corpus ? [new("corpus (SHA-256)", corpus.Hash)] : (KeyValuePair<string, string>[])[],
    ];
}
