using NeuralMemory.Results;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>Reads the experiment of a run from its directory.</summary>
public static class StoredExperiment
{
    private const string TestSeed = "evaluation.test_seed", Nothing = "null";

    /// <summary>
    /// What holds where a run's config says nothing: this version writes every key, so that it is one of an earlier version, which had
    /// no test episodes.
    /// </summary>
    private static ExperimentConfig Before { get; } = ExperimentSchema.Defaults with
    {
        Evaluation = ExperimentSchema.Defaults.Evaluation with { TestSeed = null },
    };

    /// <summary>The experiment as the run knows it, with changes.</summary>
    /// <param name="run">The run.</param>
    /// <param name="overrides">Changes of the config.</param>
    /// <param name="anyChange">Whether every key may change, as for an evaluation, or only those that a resumed run may change.</param>
    /// <exception cref="InvalidInputException">A file is wrong, or a change concerns a key that is fixed when a run begins.</exception>
    public static Experiment Read(RunDirectory run, IReadOnlyList<string> overrides, bool anyChange)
    {
        Diagnostics diagnostics = new();
        ConfigReader reader = new(diagnostics);
        YamlMapping? original = reader.ReadTree(run.ConfigPath, []), changed = reader.ReadTree(run.ConfigPath, overrides);
        Experiment? experiment = original is null || changed is null
            ? null
            : Experiment.Read(changed, diagnostics, _ => TaskDefinition.Load(run.TaskPath, diagnostics, run.CorpusPath), Before);
        if (experiment is not null)
            StoredCorpus.Check(run, experiment.Task, diagnostics);
        if (experiment is not null && !anyChange)
            RefuseOtherChanges(original!, changed!, experiment.Task, diagnostics);
        diagnostics.ThrowIfAny();
        return experiment!;
    }

    private static void RefuseOtherChanges(
        YamlMapping original, YamlMapping changed, TaskDefinition task, Diagnostics diagnostics)
    {
        Dictionary<string, string> before = Values(original, diagnostics), after = Values(changed, diagnostics);
        foreach (string path in before.Keys.Union(after.Keys))
        {
            string? old = before.GetValueOrDefault(path);
            if (path == TestSeed && task.Corpus is { HasTestLines: true } && (old == Nothing) != (after.GetValueOrDefault(path) == Nothing))
                diagnostics.Add(changed.MarkOf(path), $"'{path}' decides which held-out lines of the corpus are looked at while training, "
                    + $"and is {old} since the run began; another seed would be possible, {Nothing} in place of one or one in place of "
                    + $"{Nothing} is not");
            if (old == after.GetValueOrDefault(path) || ResumeRules.MayChange(path))
                continue;
            diagnostics.Add(changed.MarkOf(path), $"'{path}' is fixed when a run begins{(old is null ? "" : $" (it is {old})")}; "
                + "start a new run to change it");
        }
    }

    private static Dictionary<string, string> Values(YamlMapping root, Diagnostics diagnostics) =>
        new(YamlText.Flatten((YamlMapping)ExperimentSchema.Root.Write(new ConfigReader(diagnostics).Read(root, Before))));
}
