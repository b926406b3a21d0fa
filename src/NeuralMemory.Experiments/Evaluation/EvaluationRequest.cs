using System.Globalization;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>What to measure of a trained machine.</summary>
public sealed record EvaluationRequest
{
    /// <summary>The most slots that a memory is measured with, as many as a config gives it at most.</summary>
    public const int MostSlots = MachineSchema.MostSlots;

    /// <summary>
    /// Parameters of the task that differ from the config's evaluation, as assignments: <c>length=20</c>; <c>slots=1024</c> is one of them.
    /// </summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Axes of a grid, each a list: <c>length=[10, 20]</c>. Every combination is measured, in place of the single point.</summary>
    public IReadOnlyList<string> Grid { get; init; } = [];

    /// <summary>Whether to measure the grid of the config.</summary>
    public bool ConfigGrid { get; init; }

    /// <summary>Memory slots; null for as many as the machine was trained with.</summary>
    public int? Slots { get; init; }

    /// <summary>How many episodes, at least 1; null for the config's number.</summary>
    public int? Episodes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value ?? 1, 1, nameof(Episodes));
            field = value;
        }
    }

    /// <summary>The root of the held-out episodes; null for the config's test episodes.</summary>
    public long? Seed { get; init; }

    /// <summary>Whether lines of a corpus are those that the machine was trained on, in place of those held out.</summary>
    public bool OnTrainingLines { get; init; }

    /// <summary>
    /// How many answers are kept side by side where the machine's own answer comes back to it, 1 to
    /// <see cref="TaskFeedback.MostBeam"/>: 1 takes the most probable symbol at once; null for as many as the task says.
    /// </summary>
    public int? Beam
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value ?? 1, 1, nameof(Beam));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value ?? 1, TaskFeedback.MostBeam, nameof(Beam));
            field = value;
        }
    }

    /// <summary>
    /// What heads are told in place of what the machine would tell them. What is measured so is not kept in the run's directory: it says
    /// nothing of the machine as it was trained.
    /// </summary>
    public IReadOnlyList<ClampPoke> Clamps { get; init; } = [];

    /// <summary>The points to measure.</summary>
    /// <exception cref="InvalidInputException">
    /// An assignment or a clamp is wrong, no answer comes back that could be searched for, or a point takes more memory than there can be.
    /// </exception>
    internal IReadOnlyList<EvaluationPoint> PointsOf(Experiment experiment, long step)
    {
        new PokeRules(experiment.Config.Machine, null).Check(Clamps, PokeRules.ClampOption);
        Diagnostics diagnostics = new();
        EvaluationConfig usual = experiment.Config.Evaluation;
        ExperimentConfig config = experiment.Config with
        {
            Evaluation = usual with { Episodes = Episodes ?? usual.Episodes },
        };
        long seed = Seed ?? usual.ReportedSeed;
        if (OnTrainingLines && experiment.Task.Corpus is not { HoldsOut: true })
            diagnostics.Add(SourceMark.WholeFile("--training-lines"), $"the task '{experiment.Task.Name}' holds no lines of a corpus out");
        if (Beam is not null && experiment.Task.Feedback is null)
            diagnostics.Add(SourceMark.WholeFile("--beam"), $"no answer comes back in the task '{experiment.Task.Name}', so that none "
                + "is searched for: its episode has no phase with 'feedback'");
        diagnostics.ThrowIfAny();
        CorpusSplit lines = OnTrainingLines ? CorpusSplit.Training : EvaluationSplit.LinesOf(usual, seed);
        EvaluationPlan plan = new(Searched(experiment.Task), config, diagnostics, seed, lines);
        string[] own = [.. Settings, .. Assignment(EvaluationPlan.SlotsAxis, Slots)];
        YamlMapping settings = new(new($"--set {string.Join(" --set ", own)}", 1, 1));
        foreach (var (parameter, range) in usual.Parameters)
            settings.Set(new(parameter, default, Values.NumberOrRange.Write(range)));
        YamlMapping chosen = new(settings.Mark);
        foreach (string assignment in own)
            YamlOverride.Apply(chosen, assignment, diagnostics);
        foreach (YamlEntry entry in chosen.Entries)
            settings.Set(entry);
        YamlMapping axes = new(default);
        foreach (string assignment in Grid)
            YamlOverride.Apply(axes, assignment, diagnostics);
        string[] scope =
        [
            $"eval_step={step}", .. OnTrainingLines ? ["training_lines"] : (string[])[], .. Assignment("episodes", Episodes),
            .. Assignment("seed", Seed), .. Assignment("beam", Beam),
            .. Clamps.Select(clamp => $"clamp={clamp.ToShortString().Replace('/', '-')}"),
        ];
        // An axis takes the place of what is set besides.
        IEnumerable<YamlEntry> named = chosen.Entries.Where(entry => axes.Find(entry.Key) is null);
        string name = string.Join('_', [.. scope, .. named.Select(entry => EvaluationName.Part(entry.Key, entry.Value))]);
        IReadOnlyList<EvaluationPoint> points = ConfigGrid ? [.. experiment.Grid.Select(OfConfig)]
            : axes.Entries.Count > 0 ? plan.Grid(name, settings, axes)
            : plan.Point(name, settings) is { } point ? [point] : [];
        diagnostics.ThrowIfAny();
        // The config was checked with its own number of episodes and the task's own beam.
        SourceMark mark = new(string.Join(' ', [.. Assignment("--episodes", Episodes), .. Assignment("--beam", Beam)]), 1, 1);
        foreach (int? slots in points.Select(point => point.Slots).Distinct())
            plan.CheckMachine(slots, mark);
        diagnostics.ThrowIfAny();
        return Clamps.Count == 0 ? points : [.. points.Select(point => point with { Clamps = Clamps })];

        EvaluationPoint OfConfig(EvaluationPoint point) => point with
        {
            Name = EvaluationName.Shorten(name + point.Name["grid".Length..]),
            Episodes = config.Evaluation.Episodes,
            Seed = seed,
            Task = Searched(point.Task).OnLines(lines),
        };
    }

    private TaskDefinition Searched(TaskDefinition task) => Beam is { } beam && task.Feedback is not null ? task.WithBeam(beam) : task;

    private static IEnumerable<string> Assignment<T>(string key, T? value) where T : struct, IFormattable =>
        value is { } set ? [$"{key}={set.ToString(null, CultureInfo.InvariantCulture)}"] : [];
}
