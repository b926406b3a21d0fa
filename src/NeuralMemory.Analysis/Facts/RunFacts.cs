using System.Globalization;
using NeuralMemory.Results;

namespace NeuralMemory.Analysis;

/// <summary>
/// What the files of a run say, each read when it is asked for and once: a listing of hundreds of runs reads three small files of each. A
/// damaged file is the run's <see cref="Problem"/>, never an exception, so that one run hides no other. Several threads may ask.
/// </summary>
public sealed class RunFacts
{
    private readonly RunDirectory? _run;
    private readonly Lock _gate = new();
    private readonly List<string> _problems = [];
    private readonly Lazy<Evaluation?> _final;
    private readonly Lazy<IReadOnlyList<Evaluation>> _grid;
    private readonly Lazy<IReadOnlyList<MetricsRecord>> _evaluations;
    private readonly Lazy<long?> _parameters;
    private readonly Lazy<IReadOnlyList<string>> _tags;
    private readonly Lazy<string?> _note;
    private readonly Lazy<RunEnvironment?> _environment;
    private readonly Lazy<RunOrigin?> _origin;

    /// <param name="path">The run's folder.</param>
    /// <param name="tasks">Definitions that were read.</param>
    /// <param name="evaluations">The evaluations during training, where they were read already; else null.</param>
    /// <param name="problem">What was wrong with these; null for nothing.</param>
    internal RunFacts(string path, TaskTexts tasks, IReadOnlyList<MetricsRecord>? evaluations = null, string? problem = null)
    {
        Path = path;
        RunNotes notes = new(path);
        _tags = new(() => [.. (Try(notes.ReadTags) ?? []).Union(Try(GroupNotes(path).ReadTags) ?? []).Order(StringComparer.Ordinal)]);
        _note = new(() => Try(notes.ReadNote));
        _run = RunDirectory.IsRun(path) ? RunDirectory.Open(path) : null;
        _final = new(() => Try(() => _run?.Evaluations.Find(Evaluation.Final)));
        _grid = new(() => Try(() => ReadGrid(_run)) ?? []);
        if (problem is not null)
            _problems.Add(problem);
        _evaluations = evaluations is not null ? new(evaluations) : new(() => Try(() => _run?.ReadMetricsOf("evaluation")) ?? []);
        _parameters = new(() => Try(() => _run?.Checkpoints().CountParameters()));
        _environment = new(() => Try(() => _run?.ReadEnvironment()));
        _origin = new(() => Try(() => _run?.ReadOrigin()));
        if (_run is null)
        {
            (Config, TaskConfig) = (FlatConfig.Empty, FlatConfig.Empty);
            // A run that is beginning writes its config last.
            InUse = RunDirectory.IsInUse(path);
            _problems.Add(InUse ? "it is beginning" : $"it has no {RunFiles.Config}: it ended before it had begun");
            return;
        }

        Config = ReadConfig(_run);
        TaskConfig = Try(() => tasks.Of(_run)) ?? FlatConfig.Empty;
        // The lock is asked first: a run that ends in between has then written its last status.
        InUse = RunDirectory.IsInUse(path);
        Status = Try(_run.ReadStatus);
    }

    /// <summary>The folder, as the user gave it or below what the user gave.</summary>
    public string Path { get; }

    /// <summary>The resolved config; empty where it cannot be read.</summary>
    public FlatConfig Config { get; }

    /// <summary>The task's definition; empty where it cannot be read.</summary>
    public FlatConfig TaskConfig { get; }

    /// <summary>Whose weights it began with; null for its own, and where that cannot be read.</summary>
    public RunOrigin? Origin => _origin.Value;

    /// <summary>How the run stands; null where that cannot be read.</summary>
    public RunStatus? Status { get; }

    /// <summary>Whether a process is writing to it now.</summary>
    public bool InUse { get; }

    /// <summary>What is wrong with the files that were read so far; null if nothing is.</summary>
    public string? Problem
    {
        get
        {
            lock (_gate)
                return _problems.Count == 0 ? null : string.Join("; ", _problems.Distinct());
        }
    }

    /// <summary>Whether its config and its status could be read: only then it belongs to a group.</summary>
    public bool IsReadable => Status is not null && Config.Keys.Count > 0;

    /// <summary>The experiment's name; where there is none, the folder's.</summary>
    public string Name => Config.TextAt("name") ?? System.IO.Path.GetFileName(System.IO.Path.GetFullPath(Path));

    /// <summary>The seed; null where it cannot be read.</summary>
    public long? Seed => Whole("seed");

    /// <summary>The task's name; null where it cannot be read.</summary>
    public string? Task => TaskConfig.TextAt("task");

    /// <summary>The machine's kind; null where it cannot be read.</summary>
    public string? Machine => Config.TextAt("machine.kind");

    /// <summary>
    /// How it stands, in a word: <c>done</c>, <c>running</c>, <c>killed</c>, <c>interrupted</c>, <c>failed</c>, <c>diverged</c>,
    /// <c>beginning</c>, <c>half-written</c>, or <c>damaged</c>.
    /// </summary>
    public string State => Status switch
    {
        null when _run is null => InUse ? "beginning" : "half-written",
        null => "damaged",
        _ when Config.Keys.Count == 0 => "damaged",
        { State: RunState.Running } when !InUse => "killed",
        var status => status.State.ToString().ToLowerInvariant(),
    };

    /// <summary>Whether nothing more is to be expected of it: it is done, or it failed or diverged.</summary>
    public bool HasEnded => Status?.State is RunState.Done or RunState.Diverged or RunState.Failed;

    /// <summary>When it was last heard of, in UTC.</summary>
    public DateTimeOffset Updated => Status?.Updated ?? new DateTimeOffset(Directory.GetLastWriteTimeUtc(Path), TimeSpan.Zero);

    /// <summary>Training steps made.</summary>
    public long Steps => Status?.Step ?? 0;

    /// <summary>Training sequences seen.</summary>
    public long Sequences => Status?.Sequences ?? 0;

    /// <summary>Wall-clock seconds of training, over all resumes.</summary>
    public double Seconds => Status?.Seconds ?? 0;

    /// <summary>Training steps when it is done; null where the config does not say.</summary>
    public long? TotalSteps
    {
        get
        {
            long? steps = Whole("training.steps"), sequences = Whole("training.sequences"), batch = Whole("training.batch");
            long? bySequences = sequences is { } seen && batch is > 0 and { } each ? (seen - 1) / each + 1 : null;
            return steps is { } made && bySequences is { } need ? Math.Min(made, need) : steps ?? bySequences;
        }
    }

    /// <summary>Training sequences in a second of wall-clock time, evaluations included; null before the first.</summary>
    public double? SequencesPerSecond => Seconds > 0 && Sequences > 0 ? Sequences / Seconds : null;

    /// <summary>How many numbers the machine learns; null where no checkpoint tells.</summary>
    public long? Parameters => _parameters.Value;

    /// <summary>Where and with what it was made; null where that cannot be read.</summary>
    public RunEnvironment? Environment => _environment.Value;

    /// <summary>
    /// The evaluation at its end, which is what is reported: on test episodes (<see cref="HasTestEpisodes"/>). Null before the end.
    /// </summary>
    public Evaluation? Final => _final.Value;

    /// <summary>The evaluations on its grid, by name; empty before the end.</summary>
    public IReadOnlyList<Evaluation> Grid => _grid.Value;

    /// <summary>The evaluations during training, in order: on the episodes that stop rules and the best checkpoint are chosen by.</summary>
    public IReadOnlyList<MetricsRecord> Evaluations => _evaluations.Value;

    /// <summary>What people marked it by, or the folder that it lies in, in order.</summary>
    public IReadOnlyList<string> Tags => _tags.Value;

    /// <summary>What people wrote down about it; null for nothing.</summary>
    public string? Note => _note.Value;

    /// <summary>
    /// Whether <see cref="Final"/> is of episodes drawn apart from those that the stop rule and the best checkpoint were chosen by. Runs
    /// of older versions have none.
    /// </summary>
    public bool HasTestEpisodes => Config.TextAt("evaluation.test_seed") is { } test && test != Config.TextAt("evaluation.seed");

    /// <summary>
    /// The metric that counts: that of the stop rule, else that of a published figure, else <see cref="MetricNames.Usual"/>, or
    /// <see cref="MetricNames.UsualOfNumbers"/> where that alone was measured.
    /// </summary>
    public string DecisiveMetric => MetricNames.DecisiveOf(Config) is var metric && metric == MetricNames.Usual
        && Latest(metric) is null && Latest(MetricNames.UsualOfNumbers) is not null ? MetricNames.UsualOfNumbers : metric;

    /// <summary>
    /// The latest value of a metric: at the end if it has ended, else in the last evaluation; null where it was not measured.
    /// </summary>
    public double? Latest(string metric) => Final is { } final ? final[metric] : Evaluations is [.., var last] ? last[metric] : null;

    /// <summary>
    /// What it counts for in a summary of ended runs: its value at the end, or the worst of all where it diverged or failed, or where the
    /// value is no number. Null where it counts for nothing: it is under way, or the metric was not measured.
    /// </summary>
    public double? Outcome(string metric) => Status?.State switch
    {
        RunState.Done => Final?[metric] is { } value ? double.IsNaN(value) ? MetricNames.WorstOf(metric) : value : null,
        RunState.Diverged or RunState.Failed => MetricNames.WorstOf(metric),
        _ => null,
    };

    /// <summary>
    /// The same of what chooses instead of what is reported: of the last evaluation during training, on selection episodes.
    /// </summary>
    public double? SelectionOutcome(string metric) => Status?.State switch
    {
        RunState.Done => Evaluations is [.., var last] && last[metric] is { } value
            ? double.IsNaN(value) ? MetricNames.WorstOf(metric) : value
            : null,
        RunState.Diverged or RunState.Failed => MetricNames.WorstOf(metric),
        _ => null,
    };

    /// <summary>A metric in the course of training, in order.</summary>
    /// <param name="metric">Its name.</param>
    /// <param name="split">What it was measured on: <c>evaluation</c>, <c>train</c>.</param>
    public IReadOnlyList<MeasuredPoint> Curve(string metric, string split = "evaluation") =>
    [
        .. from record in split == "evaluation" ? Evaluations : Try(() => _run?.ReadMetricsOf(split)) ?? []
           let value = record[metric]
           where value is not null
           select new MeasuredPoint(record.Step, record.Sequences, record.Seconds, value.Value),
    ];

    /// <summary>Reads the run in a folder.</summary>
    /// <exception cref="RunException">The folder is no run; the message names runs nearby.</exception>
    public static RunFacts Read(string path) => RunDirectory.IsRun(path) || RunLister.IsHalfWritten(path)
        ? new(path, new())
        : throw RunLister.NothingAt(path);

    /// <summary>The notes of the group that a run lies in.</summary>
    private static RunNotes GroupNotes(string path) =>
        new(System.IO.Path.GetDirectoryName(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path))) ?? path);

    private static Evaluation[] ReadGrid(RunDirectory? run) =>
        [.. (run?.Evaluations.Read() ?? []).Where(each => each.Name.StartsWith(Evaluation.GridPrefix, StringComparison.Ordinal))
            .OrderBy(each => each.Name, NaturalOrder.Instance)];

    private FlatConfig ReadConfig(RunDirectory run)
    {
        if (Try(run.ReadConfig) is not { } text)
            return FlatConfig.Empty;
        FlatConfig config = FlatConfig.Read(run.ConfigPath, text, out string? problem);
        if (problem is not null)
            _problems.Add(problem);
        return config;
    }

    private long? Whole(string path) => Config.TextAt(path) is { } text
        && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : null;

    private T? Try<T>(Func<T?> read)
    {
        try
        {
            return read();
        }
        catch (RunException exception)
        {
            lock (_gate)
                _problems.Add(exception.Message);
            return default;
        }
    }
}
