using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Shipped;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>Which episodes <c>task sample</c> is to write.</summary>
/// <param name="Subject">A task's name or file, a config's name or file, or a run's folder.</param>
/// <param name="Split">Which of them.</param>
/// <param name="Settings">Parameters of the task that differ, as assignments.</param>
/// <param name="Seed">The seed; null for the config's.</param>
/// <param name="Level">The level of a curriculum; null for the first.</param>
internal sealed record SampleRequest(
    string Subject, EpisodeSplit Split, IReadOnlyList<string> Settings, long? Seed, int? Level)
{
    private const string TaskKey = "task", MachineKey = "machine";

    /// <summary>Where the episodes come from.</summary>
    /// <exception cref="InvalidInputException">The task, the config or an assignment is wrong.</exception>
    /// <exception cref="RunException">The run is damaged.</exception>
    public EpisodeSource Open()
    {
        bool isTraining = Split == EpisodeSplit.Train;
        if (Level is not null && !isTraining)
            throw Wrong("--level", "only training has a curriculum: add '--split train'");
        string[] changes = !isTraining ? [] :
        [
            .. Settings.Select(setting => $"task.parameters.{setting}"),
            .. Seed is { } seed ? (string[])[FormattableString.Invariant($"seed={seed}")] : [],
        ];
        if (ReadExperiment(changes) is not { } experiment)
            return OfTask();
        if (!isTraining)
            return EpisodeSource.Of(experiment, Split, Settings, Seed);
        int levels = experiment.Curriculum?.Levels.Count ?? 1;
        return Level is null || Level <= levels ? EpisodeSource.Of(experiment, Split, Level ?? 1) : throw Wrong("--level",
            experiment.Curriculum is null ? $"'{Subject}' has no curriculum" : $"the curriculum of '{Subject}' has {levels} levels");
    }

    private Experiment? ReadExperiment(IReadOnlyList<string> changes)
    {
        if (RunDirectory.IsRun(Subject))
        {
            using RunDirectory run = RunDirectory.Open(Subject);
            return StoredExperiment.Read(run, changes, anyChange: true);
        }

        string path = ConfigLibrary.Here.Locate(Subject);
        return (File.Exists(path) || ShippedFiles.Exists(path)) && IsConfig(path) ? Experiment.Load(path, changes) : null;
    }

    /// <summary>A config's task is a section with a name, and it has a machine; a task's file begins with its name.</summary>
    private static bool IsConfig(string path) => YamlReader.ReadFile(path, new Diagnostics()) is YamlMapping root
        && (root.Find(TaskKey)?.Value is YamlMapping || root.Find(MachineKey) is not null);

    private EpisodeSource OfTask()
    {
        if (Level is not null)
            throw Wrong("--level", $"'{Subject}' is no config, and has no curriculum");
        Diagnostics diagnostics = new();
        YamlMapping parameters = new(new SourceMark("--set", 1, 1));
        foreach (string assignment in Settings)
            YamlOverride.Apply(parameters, assignment, diagnostics);
        diagnostics.ThrowIfAny();
        TaskDefinition? task = new TaskLibrary(Environment.CurrentDirectory).Load(Subject, SourceMark.WholeFile(TaskKey), diagnostics);
        diagnostics.ThrowIfAny();
        TaskDefinition? changed = Split == EpisodeSplit.Train
            ? task!.ForTraining(parameters, diagnostics)
            : task!.ForEvaluation(parameters, diagnostics);
        diagnostics.ThrowIfAny();
        return EpisodeSource.Of(changed!, Split, Seed);
    }

    private static InvalidInputException Wrong(string option, string problem) => new(SourceMark.WholeFile(option), problem);
}
