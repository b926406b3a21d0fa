using System.Globalization;
using NeuralMemory.Machines;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>Finds what a config says and what can have no effect, or none that is meant. It may stand, but its author is told.</summary>
/// <param name="root">The config's tree, where places are looked up.</param>
internal sealed class IdleSettings(YamlMapping root)
{
    // A gradient this short is 0 in the square, in 32 bits.
    private const double ShortestGradient = 1e-19;

    // The smallest number that 32 bits hold in full.
    private const double SmallestRate = 1.2e-38;

    private readonly Diagnostics _found = new();

    /// <summary>A sentence for each, with its place.</summary>
    public IReadOnlyList<Diagnostic> Find(ExperimentConfig config, TaskDefinition task)
    {
        if (config.Machine is DncConfig dnc)
            CheckLinks(dnc.Links);
        CheckClip(config.Training.Clip);
        CheckRate(config.Training);
        if (config.Evaluation.TestSeed == config.Evaluation.Seed)
            Add("evaluation.test_seed",
                "it is the seed of the selection episodes: what is reported is measured on the episodes that chose");
        else if (config.Evaluation.TestSeed is not null && task.Corpus is { HoldsOut: true, HasTestLines: false })
            Add("evaluation.test_seed", "one text of the corpus is held out, so that what is reported is measured on what chose; hold out "
                + "more of it");
        if (config.Training.Schedule is StepScheduleConfig step)
            CheckSteps(step, config.Training);
        if (config.Stop is { } stop)
            CheckBound("stop", stop.Metric, stop.Below, stop.Above, "training never stops by it");
        if (config.Training.Curriculum is { Kind: not CurriculumKind.Linear } curriculum)
            CheckBound("training.curriculum", curriculum.Metric, curriculum.Below, curriculum.Above, "training stays at the first level");
        return _found.Items;
    }

    private void CheckLinks(LinksConfig links)
    {
        string kind = YamlValues.NameOf(links.Kind);
        if (links.Kind != LinksKind.Sparse && links.Entries != new LinksConfig().Entries)
            Add("machine.links.entries", $"only sparse links have so many entries; these are of kind {kind}");
        if (links is { Kind: LinksKind.None, Sharpen: true })
            Add("machine.links.sharpen", "there are no links to be sharpened");
    }

    private void CheckClip(ClipConfig? clip)
    {
        foreach (var (key, bound) in (ReadOnlySpan<(string, double?)>)[("norm", clip?.Norm), ("value", clip?.Value)])
            if (bound < ShortestGradient)
                Add($"training.clip.{key}",
                    $"gradients clipped to {YamlText.Number(bound.Value)} are nothing in 32 bits: no weight learns");
    }

    private void CheckRate(TrainingConfig training)
    {
        if (training.Optimizer.Rate < SmallestRate)
            Add("training.optimizer.rate", $"a rate of {YamlText.Number(training.Optimizer.Rate)} is nothing in 32 bits: no weight learns");
        if (training.Schedule.WarmUp > training.TotalSteps)
            Add("training.schedule.warmup", string.Create(CultureInfo.InvariantCulture,
                $"training ends after {training.TotalSteps} steps, before the rate has climbed to {training.Optimizer.Rate}"));
    }

    private void CheckSteps(StepScheduleConfig schedule, TrainingConfig training)
    {
        // The changes that come before the last step.
        double changes = Math.Floor(Math.Max(0, training.TotalSteps - 1.0 - schedule.WarmUp) / schedule.Every);
        double last = training.Optimizer.Rate * Math.Pow(schedule.Factor, changes);
        if (changes > 0 && last > Bounds.Rate.High)
            Add("training.schedule.factor", string.Create(CultureInfo.InvariantCulture,
                $"the rate grows to {last:g4}; no optimizer learns with more than {Bounds.Rate.High}"));
        if (changes > 0 && last < SmallestRate && training.Optimizer.Rate >= SmallestRate)
            Add("training.schedule.factor", string.Create(CultureInfo.InvariantCulture,
                $"the rate shrinks to {last:g4}, which is nothing in 32 bits: no weight learns any more"));
    }

    private void CheckBound(string section, TaskMetric metric, double? below, double? above, string consequence)
    {
        if (below <= 0 && metric.Kind != MetricKind.BitsAboveReference)
            Add($"{section}.below", $"{metric} is never below {YamlText.Number(below.Value)}: {consequence}");
        if (above >= 100)
            Add($"{section}.above", $"{metric} is never above {YamlText.Number(above.Value)}: {consequence}");
    }

    private void Add(string path, string message) => _found.Add(root.MarkOf(path), $"'{path}': {message}");
}
