using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using NeuralMemory.Shipped;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>A config that was read and checked together with its task: everything that a run needs.</summary>
public sealed class Experiment
{
    private Experiment(
        ExperimentConfig config, TaskDefinition task, CurriculumPlan? curriculum, EvaluationPoint evaluation,
        IReadOnlyList<EvaluationPoint> grid)
    {
        (Config, Task, Curriculum, Evaluation, Grid) = (config, task, curriculum, evaluation, grid);
        Selection = evaluation with
        {
            Name = EvaluationPoint.During,
            Seed = config.Evaluation.Seed,
            Task = evaluation.Task.OnLines(EvaluationSplit.LinesOf(config.Evaluation, config.Evaluation.Seed)),
        };
    }

    /// <summary>The config, defaults filled in.</summary>
    public ExperimentConfig Config { get; }

    /// <summary>The task as it is trained.</summary>
    public TaskDefinition Task { get; }

    /// <summary>What the machine's inputs hold.</summary>
    public InputLayout Inputs => MachineInputs.Of(Task);

    /// <summary>How training comes to the whole of the task; null when it begins with it.</summary>
    public CurriculumPlan? Curriculum { get; }

    /// <summary>What is evaluated during training, by which the stop rule and the best checkpoint are chosen.</summary>
    public EvaluationPoint Selection { get; }

    /// <summary>What is evaluated at the end, at the same setting, on episodes by which nothing was chosen.</summary>
    public EvaluationPoint Evaluation { get; }

    /// <summary>What else is evaluated at the end, on such episodes too; may be empty.</summary>
    public IReadOnlyList<EvaluationPoint> Grid { get; }

    /// <summary>What the config says and can have no effect, each with its place; it is no reason not to train.</summary>
    public IReadOnlyList<Diagnostic> Warnings { get; private init; } = [];

    /// <summary>The folder that its config was read from; null for a run's own, and for one that came with the program.</summary>
    public string? Folder { get; private init; }

    /// <summary>How many threads compute: the config's number, or all processors.</summary>
    public int Threads => Config.Training.Threads is > 0 and var threads ? threads : Environment.ProcessorCount;

    /// <summary>Reads a config, applies overrides, and checks everything, the task included.</summary>
    /// <param name="configPath">The YAML file, or its name in a <see cref="ConfigLibrary"/>.</param>
    /// <param name="overrides">Assignments such as <c>training.steps=6000</c>.</param>
    /// <param name="seed">Replaces the config's seed; like the override <c>seed=...</c>.</param>
    /// <exception cref="InvalidInputException">Something is wrong; every problem is in it.</exception>
    public static Experiment Load(string configPath, IReadOnlyList<string>? overrides = null, long? seed = null) =>
        Load(configPath, overrides ?? [], seed, check: null);

    /// <summary>The same with further rules, whose problems are reported together with all others.</summary>
    /// <param name="configPath">The YAML file, or its name in a <see cref="ConfigLibrary"/>.</param>
    /// <param name="overrides">Assignments such as <c>training.steps=6000</c>.</param>
    /// <param name="seed">Replaces the config's seed.</param>
    /// <param name="check">Looks at the config's tree, overrides applied, and reports; null for no further rules.</param>
    /// <exception cref="InvalidInputException">Something is wrong; every problem is in it.</exception>
    public static Experiment Load(
        string configPath, IReadOnlyList<string> overrides, long? seed, Action<YamlMapping, Diagnostics>? check)
    {
        Diagnostics diagnostics = new();
        string path = ConfigLibrary.Here.Locate(configPath);
        string? folder = ShippedFiles.IsShipped(path) ? null : Path.GetDirectoryName(Path.GetFullPath(path));
        TaskLibrary library = TaskLibrary.For(path);
        YamlMapping? root = new ConfigReader(diagnostics).ReadTree(path, overrides, seed);
        Experiment? experiment = root is null
            ? null
            : Read(root, diagnostics, name => library.Load(name, root.MarkOf("task.name"), diagnostics), folder: folder);
        if (root is not null)
            check?.Invoke(root, diagnostics);
        diagnostics.ThrowIfAny();
        return experiment!;
    }

    /// <summary>The experiment of a tree, which is not changed.</summary>
    /// <param name="root">The config's tree: <see cref="ConfigTree"/>.</param>
    /// <param name="diagnostics">Receives every problem.</param>
    /// <param name="loadTask">Finds the task of a name, or reports.</param>
    /// <param name="defaults">What holds where the tree says nothing; null for <see cref="ExperimentSchema.Defaults"/>.</param>
    /// <param name="folder">Where the tree was read from; null for a run.</param>
    /// <returns>The experiment, or null when a problem was reported.</returns>
    public static Experiment? Read(
        YamlMapping root, Diagnostics diagnostics, Func<string, TaskDefinition?> loadTask, ExperimentConfig? defaults = null,
        string? folder = null)
    {
        ExperimentConfig config = new ConfigReader(diagnostics).Read(root, defaults);
        // Without a name there is nothing to look for, and that was said.
        if ((config.Task.Name.Length == 0 && diagnostics.Any) || loadTask(config.Task.Name) is not { } definition)
            return null;
        if (definition.ForTraining(root.SectionAt("task.parameters"), diagnostics) is not { } task)
            return null;
        if (config.Stop is { } stop && ConfigReader.IsMetricKnown(root, "stop.metric")
            && TaskMetrics.Problem(stop.Metric.Name, task.Losses, task.HasReference, task.Feedback is not null) is { } problem)
            diagnostics.Add(root.MarkOf("stop.metric"), $"'stop.metric': {problem}");
        int sequences = Math.Max(
            SideBySide.InTraining(config.Training, config.Training.Engine.DividesBatches), EvaluationPlan.SequencesOf(config, task));
        MachineProblem[] misfits = [.. config.Machine.Problems(MachineInputs.Of(task))];
        foreach (MachineProblem misfit in misfits)
            diagnostics.Add(root.MarkOf($"machine.{misfit.Key}"), $"'machine.{misfit.Key}': {misfit.Message}");
        if (misfits.Length == 0)
            MachineLimits.Check(config.Machine, task, sequences,
                parameter => root.MarkOf(MachineLimits.KeyOf(config.Machine, parameter)), diagnostics);
        if (config.Machine.RequiredEngine is { } engine && config.Training.Engine.Kind != engine)
            diagnostics.Add(root.MarkOf("training.engine"),
                $"'training.engine': a machine of kind {config.Machine.Kind} runs on the engine {engine} alone, not on "
                + $"{config.Training.Engine.Kind}; write 'engine: {{ kind: {engine} }}' below 'training'");
        if (config.Training.Truncate is not null && !config.Machine.CarriesState)
            diagnostics.Add(root.MarkOf("training.truncate"), $"'training.truncate': a machine of kind {config.Machine.Kind} "
                + (config.Machine.ReadsAhead ? "reads a sequence to its end before it answers" : "looks back at all steps of a sequence")
                + ", so that there is no state to carry over a cut; leave the key out, or take a machine that goes step by step, such as "
                + "lstm, ntm or dnc, not bidirectional");
        if (config.Training.Recompute.Every is not null && RecomputeProblem(config) is { } kept)
            diagnostics.Add(root.MarkOf("training.recompute"), $"'training.recompute': {kept}; leave the key out");
        if (task.Feedback is { } feedback && config.Machine.ReadsAhead && !(config.Machine.ReadsSource && task.HasSource))
            diagnostics.Add(root.MarkOf("machine"), config.Machine.ReadsSource
                ? $"'machine': a machine of kind {config.Machine.Kind} answers from a source, and the task '{task.Name}' has none: "
                    + $"it would read the episode itself, with the right answer, which comes back in '{feedback.Input.Name}'; "
                    + "in the task's episode write 'source' in place of 'show' for what is read before the answer, as in "
                    + $"'- source: {{ {ReadChannel(task, feedback)}: ... }}'"
                : $"'machine': it reads ahead, and the right answer comes back to it in "
                    + $"'{feedback.Input.Name}': it would read what it is to answer; take a machine that does not read ahead");
        if (config.Training.SetProblem(task) is { } setProblem)
            diagnostics.Add(root.MarkOf("training.set"), $"'training.set': {setProblem}");
        CurriculumPlan? curriculum = config.Training.Curriculum is { } written
            ? new CurriculumPlanner(written, task, root, diagnostics).Plan()
            : null;
        long reported = config.Evaluation.ReportedSeed;
        EvaluationPlan plan = new(task, config, diagnostics, reported, EvaluationSplit.LinesOf(config.Evaluation, reported));
        EvaluationPoint? evaluation = plan.Point(Results.Evaluation.Final, root.SectionAt("evaluation.parameters"));
        IReadOnlyList<EvaluationPoint> grid = plan.Grid(
            "grid", root.SectionAt("evaluation.parameters"), root.SectionAt("evaluation.grid"));
        PublishedRules.Check(root, config, task, diagnostics);
        if (!diagnostics.Any)
            RefuseNothingScored(root, task, curriculum, evaluation, diagnostics);
        if (!diagnostics.Any && config.Machine.ReadsSource)
            RefuseEmptySource(root, task, [evaluation!, .. grid], diagnostics);
        return diagnostics.Any || evaluation is null ? null : new(config, task, curriculum, evaluation, grid)
        {
            Warnings = new IdleSettings(root).Find(config, task),
            Folder = folder,
        };
    }

    /// <summary>Why all steps are kept, whatever is asked for; null where they need not be.</summary>
    private static string? RecomputeProblem(ExperimentConfig config)
    {
        string kind = config.Machine.Kind;
        return config.Training.Engine.Kind != NativeEngineConfig.Name
                ? $"the engine {config.Training.Engine.Kind} keeps all steps of a pass; the native one need not"
            : config.Machine.ComputesAtOnce
                ? $"a machine of kind {kind} computes all steps of a sequence at once, so that there is no state to begin again from"
            : !config.Machine.CarriesState
                ? $"a machine of kind {kind} reads a sequence to its end before it answers, so that there is no state to begin again from"
            : null;
    }

    /// <summary>Training on nothing would go on to its end without a word; a level that cannot be mastered, too.</summary>
    private static void RefuseNothingScored(
        YamlMapping root, TaskDefinition task, CurriculumPlan? curriculum, EvaluationPoint? evaluation, Diagnostics diagnostics)
    {
        if (NothingScored.Problem(task) is { } problem)
            diagnostics.Add(root.MarkOf("task"), $"'task': {problem}");
        else if (evaluation is not null && NothingScored.Problem(evaluation.Task) is { } unmeasured)
            diagnostics.Add(root.MarkOf("evaluation.parameters"), $"'evaluation.parameters': {unmeasured}");
        else if (curriculum?.Levels.FirstOrDefault(level => NothingScored.Problem(task, level.Ranges) is not null) is { } level)
            diagnostics.Add(root.MarkOf("training.curriculum"),
                $"'training.curriculum': {NothingScored.Problem(task, level.Ranges)} at level {level.Number}");
    }

    /// <summary>A source without a step, drawn once in a thousand sequences, would end a run in the middle.</summary>
    private static void RefuseEmptySource(
        YamlMapping root, TaskDefinition task, IEnumerable<EvaluationPoint> points, Diagnostics diagnostics)
    {
        if (EmptySource.Problem(task) is { } problem)
            diagnostics.Add(root.MarkOf("task"), Text("task", problem));
        else if (points.Select(point => EmptySource.Problem(point.Task)).FirstOrDefault(each => each is not null) is { } measured)
            diagnostics.Add(root.MarkOf("evaluation"), Text("evaluation", measured));

        static string Text(string key, string problem) =>
            $"'{key}': {problem}, and this machine reads the source before it answers; let it have one step at least";
    }

    /// <summary>The channel that a source would be read in: the first in which no answer comes back.</summary>
    private static string ReadChannel(TaskDefinition task, TaskFeedback feedback) =>
        (task.Inputs.Items.FirstOrDefault(channel => channel != feedback.Input) ?? feedback.Input).Name;

    /// <summary>The config as YAML, every key with its value in force.</summary>
    /// <param name="comments">Whether to say what each key means.</param>
    public string ToYaml(bool comments = false) => ConfigDocuments.Show(Config, comments);

    /// <summary>Builds the machine with its initial parameters, which follow from the seed.</summary>
    public IMachine BuildMachine() =>
        Config.Machine.Build(MachineInputs.Of(Task), Task.OutputWidth, StreamKey.FromSeed(Config.Seed).Split("init"));
}
