using NeuralMemory.Numerics;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>Which episodes of an experiment.</summary>
public enum EpisodeSplit
{
    /// <summary>Those that it trains on.</summary>
    Train,

    /// <summary>Those that are looked at while it trains, by which it is stopped and its best checkpoint is chosen.</summary>
    Evaluation,

    /// <summary>Those that it is measured on at its end.</summary>
    Test,
}

/// <summary>
/// The very episodes that training, evaluations and <c>eval</c> see: episode k of a source has the numbers that they have of episode k. Not
/// thread-safe.
/// </summary>
public sealed class EpisodeSource
{
    private readonly EpisodeSampler _sampler;
    private readonly StreamKey _stream;
    private readonly SequenceBatch _batch = new();

    private EpisodeSource(EpisodeSampler sampler, StreamKey stream) => (_sampler, _stream) = (sampler, stream);

    /// <summary>The task, with the parameters in force.</summary>
    public TaskDefinition Task => _sampler.Task;

    /// <summary>The episodes of a point.</summary>
    /// <param name="point">The point.</param>
    /// <param name="readsSource">Whether what an answer is read from stands apart, as for a machine that reads it so.</param>
    public static EpisodeSource Of(EvaluationPoint point, bool readsSource = false)
    {
        ArgumentNullException.ThrowIfNull(point);
        return new(new(point.Task) { ReadsSource = readsSource }, Evaluator.StreamOf(point));
    }

    /// <summary>The episodes of an experiment; those for evaluation and test are of the settings that its config measures.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="split">Which of its episodes.</param>
    /// <param name="level">
    /// Of training with a curriculum, the level that the episodes are drawn at, from 1: which it was when an episode was trained on depends
    /// on how well the machine did.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such level.</exception>
    public static EpisodeSource Of(Experiment experiment, EpisodeSplit split, int level = 1)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        bool readsSource = experiment.Config.Machine.ReadsSource;
        if (split != EpisodeSplit.Train)
            return Of(PointOf(experiment, split), readsSource);
        ArgumentOutOfRangeException.ThrowIfLessThan(level, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, experiment.Curriculum?.Levels.Count ?? 1);
        Curriculum? curriculum = experiment.Curriculum is { } plan ? new(plan, new() { Level = level }) : null;
        StreamKey stream = StreamOf(experiment.Config.Seed);
        TrainingConfig training = experiment.Config.Training;
        FixedSet? set = training.SetOf(experiment.Task, stream);
        return new(new(experiment.Task, training.Batch) { Narrowing = curriculum, Set = set, ReadsSource = readsSource }, stream);
    }

    /// <summary>Held-out episodes of an experiment at other settings, as <c>eval</c> measures them.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="split">Evaluation or test.</param>
    /// <param name="settings">Parameters of the task that differ, as assignments: <c>length=20</c>.</param>
    /// <param name="seed">The root of the episodes; null for the config's.</param>
    /// <exception cref="InvalidInputException">An assignment is wrong.</exception>
    public static EpisodeSource Of(Experiment experiment, EpisodeSplit split, IReadOnlyList<string> settings, long? seed)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        EvaluationRequest request = new() { Settings = settings, Seed = seed ?? PointOf(experiment, split).Seed };
        EvaluationPoint point = request.PointsOf(experiment, step: 0)[0];
        // Those that are looked at while training are of their own lines, whatever the seed.
        return Of(split == EpisodeSplit.Test ? point : point with { Task = point.Task.OnLines(experiment.Selection.Task.Split) },
            experiment.Config.Machine.ReadsSource);
    }

    /// <summary>The episodes of a task that no config is of: those that a config of this seed would have.</summary>
    /// <param name="task">The task.</param>
    /// <param name="split">Which.</param>
    /// <param name="seed">The seed of the run, or of its evaluations; null for what a config has that says nothing.</param>
    public static EpisodeSource Of(TaskDefinition task, EpisodeSplit split, long? seed = null)
    {
        ArgumentNullException.ThrowIfNull(task);
        ExperimentConfig usual = ExperimentSchema.Defaults;
        if (split == EpisodeSplit.Train)
            return new(new(task), StreamOf(seed ?? usual.Seed));
        EvaluationConfig evaluation = usual.Evaluation;
        long root = split == EpisodeSplit.Test ? evaluation.ReportedSeed : evaluation.Seed;
        CorpusSplit lines = EvaluationSplit.LinesOf(evaluation, split == EpisodeSplit.Test ? seed ?? root : root);
        return Of(new EvaluationPoint("", task.OnLines(lines), null, 1, seed ?? root));
    }

    /// <summary>What the episodes of a training are drawn from.</summary>
    /// <param name="seed">The seed of the run.</param>
    internal static StreamKey StreamOf(long seed) => StreamKey.FromSeed(seed).Split("training");

    /// <summary>What an experiment measures at its own settings.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="split">Evaluation or test.</param>
    internal static EvaluationPoint PointOf(Experiment experiment, EpisodeSplit split) =>
        split == EpisodeSplit.Test ? experiment.Evaluation : experiment.Selection;

    /// <summary>How long the longest of some episodes is: its steps, and those that its answer is read from.</summary>
    /// <param name="first">The number of the first.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="InvalidInputException">The task could not make one of them.</exception>
    public (int Length, int SourceLength) LongestOf(long first, int count)
    {
        (int Length, int SourceLength) longest = default;
        for (int i = 0; i < count; i++)
        {
            _sampler.Sample(_batch, _stream, first + i, 1);
            longest = (Math.Max(longest.Length, _batch.MaxLength), Math.Max(longest.SourceLength, _batch.Source?.MaxLength ?? 0));
        }

        return longest;
    }

    /// <summary>Draws episodes, one at a time.</summary>
    /// <param name="first">The number of the first, from 0.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="InvalidInputException">The task could not make one of them.</exception>
    public IEnumerable<EpisodeNumbers> Draw(long first, int count)
    {
        for (int i = 0; i < count; i++)
        {
            _sampler.Sample(_batch, _stream, first + i, 1);
            yield return BatchEpisodes.Of(_batch, first + i, _sampler)[0];
        }
    }
}
