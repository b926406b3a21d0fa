using NeuralMemory.Shipped;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>Reads configs: file and overrides to a tree, the tree to a record, and the rules that concern more than one key.</summary>
/// <param name="diagnostics">Receives every problem.</param>
internal sealed class ConfigReader(Diagnostics diagnostics)
{
    private const int LongestName = 100;

    /// <summary>A config's tree with overrides applied; null when it cannot be understood.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">Assignments, <c>training.steps=6000</c>.</param>
    /// <param name="seed">Replaces the seed.</param>
    public YamlMapping? ReadTree(string path, IEnumerable<string> overrides, long? seed = null)
    {
        // Where its folder is there, the files in that answer.
        if (!Path.Exists(path) && !ShippedFiles.IsShipped(path) && !Directory.Exists(Path.GetDirectoryName(path))
            && ConfigLibrary.Here.Nearest(path) is { } meant)
        {
            diagnostics.Add(SourceMark.WholeFile(path), $"there is no such file; did you mean {Quoted.Text(meant)}?");
            return null;
        }

        if (YamlReader.ReadFile(path, diagnostics)?.AsMapping(diagnostics) is not { } root)
            return null;
        // So that --set task.parameters.length=5 finds a section.
        if (root.Find("task") is { } task)
            root.Set(task with { Value = ExperimentSchema.Task.Expand(task.Value) });
        foreach (string assignment in overrides)
            YamlOverride.Apply(root, assignment, diagnostics);
        if (seed is { } value)
            YamlOverride.Apply(root, $"seed={value}", diagnostics);
        return root;
    }

    /// <summary>The config in a tree. With problems reported it is not to be used.</summary>
    /// <param name="root">The tree.</param>
    /// <param name="defaults">What holds where the tree says nothing; null for <see cref="ExperimentSchema.Defaults"/>.</param>
    public ExperimentConfig Read(YamlMapping root, ExperimentConfig? defaults = null)
    {
        ExperimentConfig config = ExperimentSchema.Root.Read(
            root, defaults ?? ExperimentSchema.Defaults, "", "the config", [], diagnostics);
        if (config.Name.Length > LongestName)
            Report(root, "name", $"'name': expected at most {LongestName} characters, found {config.Name.Length}");
        else if (!IsFolderName(config.Name))
            Report(root, "name", $"'name': expected letters, digits, '.', '-' and '_', found {root.At("name")?.Describe()}");
        TrainingConfig training = config.Training;
        if (root.Has("training") && !root.Has("training.steps") && !root.Has("training.sequences"))
            Report(root, "training", "'training' has neither 'steps' nor 'sequences'; one of them is required");
        CheckClip(root, training);
        return config with
        {
            // The shard is written down, so that another batch, or a later rule, does not change it.
            Training = training with { Shard = training.Shard, Schedule = Pin(training), Curriculum = CheckCurriculum(root, training) },
            Stop = CheckStop(root, config),
        };
    }

    private void CheckClip(YamlMapping root, TrainingConfig training)
    {
        if (training.Clip is null || root.At("training.clip") is not YamlMapping clip)
            return;
        bool norm = clip.Has("norm"), value = clip.Has("value");
        if (norm == value)
            diagnostics.Add(clip.Mark, norm
                ? "'training.clip' has both 'norm' and 'value'; gradients are clipped by one of them, as in training.clip={value: 10}"
                : "'training.clip' has neither 'norm' nor 'value'; write one of them, or null for no clipping");
    }

    /// <summary>Whether a metric is the one that was written: one that nobody knows was reported, and another stands in for it.</summary>
    internal static bool IsMetricKnown(YamlMapping root, string path) =>
        root.At(path) is not YamlScalar { IsNull: false } written || TaskMetrics.Find(written.Text) is not null;

    private StopConfig? CheckStop(YamlMapping root, ExperimentConfig config)
    {
        if (config.Stop is not { } stop)
            return null;
        if (!root.Has("evaluation.every"))
            Report(root, "stop", "'stop' looks at evaluations, but 'evaluation.every' is not set; set it to a number of steps");
        double? below = CheckBound(
            root, "stop", stop.Metric, stop.Below, stop.Above, bound => $"stop={{metric: {stop.Metric}, {bound}}}");
        return stop with { Below = below };
    }

    private CurriculumConfig? CheckCurriculum(YamlMapping root, TrainingConfig training) =>
        training.Curriculum is { Kind: not CurriculumKind.Linear } curriculum
            ? curriculum with
            {
                Below = CheckBound(
                    root, "training.curriculum", curriculum.Metric, curriculum.Below, curriculum.Above, bound => $"'{bound}'"),
            }
            : training.Curriculum;

    /// <summary>Checks the bound of a metric. One that was written takes the place of the one that is there by default.</summary>
    /// <returns>What the metric must be below, if that is the bound.</returns>
    private double? CheckBound(
        YamlMapping root, string section, TaskMetric metric, double? below, double? above, Func<string, string> example)
    {
        if (root.Has($"{section}.above") && !root.Has($"{section}.below"))
            below = null;
        if (!IsMetricKnown(root, $"{section}.metric"))
            return below;
        if (below is not null && above is not null)
            Report(root, $"{section}.above", $"'{section}' has both 'below' and 'above'; write one of them");
        else if (metric.HigherIsBetter ? above is null : below is null)
            Report(root, section, metric.HigherIsBetter
                ? $"{metric} is the better the higher it is: write 'above' and not 'below', as in {example("above: 99")}"
                : $"{metric} is the better the lower it is: write 'below' and not 'above', as in {example("below: 0.1")}");
        return below;
    }

    /// <summary>A cosine without a length gets that of the training, once: a run that is extended keeps the rates it had.</summary>
    private static ScheduleConfig Pin(TrainingConfig training) =>
        training.Schedule is CosineScheduleConfig { Steps: null } cosine && training.TotalSteps < long.MaxValue
            ? cosine with { Steps = Math.Max(1, training.TotalSteps - cosine.WarmUp) }
            : training.Schedule;

    private static bool IsFolderName(string name) => name.Length > 0 && char.IsAsciiLetterOrDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    private void Report(YamlMapping root, string path, string message) => diagnostics.Add(root.MarkOf(path), message);
}
