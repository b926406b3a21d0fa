using static NeuralMemory.Experiments.Values;

namespace NeuralMemory.Experiments;

/// <summary>The one description of every key of a config. What is read, shown, checked by editors and documented comes from here.</summary>
public static class ExperimentSchema
{
    /// <summary>What an experiment is when nothing is written.</summary>
    public static ExperimentConfig Defaults { get; } = new();

    /// <summary>A config, whole.</summary>
    public static Section<ExperimentConfig> Root { get; } = new Section<ExperimentConfig>()
        .Key("name", Text, c => c.Name, (c, v) => c with { Name = v },
            "Names the run's folder: letters, digits, '.', '-' and '_'", required: true)
        .Key("description", Text, c => c.Description, (c, v) => c with { Description = v },
            "What the experiment is for", mayChange: true)
        .Key("seed", Long(), c => c.Seed, (c, v) => c with { Seed = v },
            "The root of all randomness of training")
        .Key("task", Task, c => c.Task, (c, v) => c with { Task = v },
            "What is learned", required: true)
        .Key("machine", MachineSchema.Root, c => c.Machine, (c, v) => c with { Machine = v },
            "What learns")
        .Key("training", TrainingSchema.Root, c => c.Training, (c, v) => c with { Training = v },
            "How it learns", required: true)
        .Key("evaluation", Evaluation, c => c.Evaluation, (c, v) => c with { Evaluation = v },
            "How it is measured, on episodes that it is never trained on")
        .Key("stop", OptionalSection(Stop, "train to the end", new StopConfig()), c => c.Stop, (c, v) => c with { Stop = v },
            "When it has learned, before the steps are used up", mayChange: true)
        .Key("published", OptionalSection(PublishedSchema.Root, "nothing to be held against", new PublishedFigure()),
            c => c.Published, (c, v) => c with { Published = v },
            "What a paper reports of the experiment, and what is expected of it; `reproduce` says whether it holds", mayChange: true);

    internal static Section<TaskChoice> Task => new Section<TaskChoice>()
        .OrJust("name")
        .Key("name", Text, t => t.Name, (t, v) => t with { Name = v },
            "A task of the library (`copy` is tasks/copy.yaml), or the path of a task's file", required: true)
        .Key("parameters", Named(NumberOrRange, "parameter of the task"), t => t.Parameters, (t, v) => t with { Parameters = v },
            "Parameters that differ from the task's file");

    private static Section<EvaluationConfig> Evaluation => new Section<EvaluationConfig>()
        .Key("every", Optional(Long(1), "only at the end"), e => e.Every, (e, v) => e with { Every = v },
            "Steps between two evaluations")
        .Key("episodes", Integer(1, 1_000_000), e => e.Episodes, (e, v) => e with { Episodes = v },
            "Episodes of one evaluation")
        .Key("seed", Long(), e => e.Seed, (e, v) => e with { Seed = v },
            "The root of the selection episodes, held-out ones that stop rule and best checkpoint look at; the same for every seed of "
            + "training")
        .Key("test_seed", Optional(Long(), "those of `seed`"), e => e.TestSeed, (e, v) => e with { TestSeed = v },
            "The root of the test episodes, held-out ones that nothing looks at before the end: what is reported is measured on them. "
            + "Of a corpus they have other held-out lines than the selection episodes",
            mayChange: true, cameLater: true)
        .Key("parameters", Named(NumberOrRange, "parameter of the task"), e => e.Parameters, (e, v) => e with { Parameters = v },
            "Parameters that differ from those of training")
        .Key("grid", Named(List(NumberOrRange), "parameter of the task, or `slots`"), e => e.Grid, (e, v) => e with { Grid = v },
            "Measured when training ends: every combination of these values", mayChange: true);

    private static Section<StopConfig> Stop => new Section<StopConfig>()
        .Key("metric", new MetricNameValue(), s => s.Metric, (s, v) => s with { Metric = v },
            "The metric of evaluations")
        .Key("below", Optional(Number(Bounds.None), "`above` is the bound"), s => s.Below, (s, v) => s with { Below = v },
            "The bound that it must be below")
        .Key("above", Optional(Number(Bounds.None), "`below` is the bound"), s => s.Above, (s, v) => s with { Above = v },
            "The bound that it must be above, for metrics that are the better the higher they are")
        .Key("times", Integer(1, 1000), s => s.Times, (s, v) => s with { Times = v },
            "In how many consecutive evaluations");
}
