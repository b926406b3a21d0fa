using NeuralMemory.Numerics;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>
/// A task: what is shown to a machine, what it must answer, and how it is judged. Immutable and checked: every expression in it has a
/// meaning. <see cref="EpisodeSampler"/> draws its episodes.
/// </summary>
public sealed partial class TaskDefinition
{
    private readonly TaskSyntax _syntax;

    internal TaskDefinition(
        string file, string text, string name, int version, IReadOnlyList<TaskParameter> parameters, TaskSyntax syntax)
    {
        (File, Text, Name, Version, Parameters, _syntax) = (file, text, name, version, parameters, syntax);
    }

    private TaskDefinition(
        TaskDefinition other, IReadOnlyList<TaskParameter> parameters, CorpusSplit split, TaskSyntax? syntax = null)
        : this(other.File, other.Text, other.Name, other.Version, parameters, syntax ?? other._syntax)
    {
        Source = other.Source;
        Description = other.Description;
        Seed = other.Seed;
        Split = split;
    }

    /// <summary>The file it was read from, as the user named it.</summary>
    public string File { get; }

    /// <summary>The file's text.</summary>
    public string Text { get; }

    /// <summary>The task's name.</summary>
    public string Name { get; }

    /// <summary>The definition's version, at least 1; it rises when the meaning of the task changes.</summary>
    public int Version { get; }

    /// <summary>What an episode of it may cost.</summary>
    internal EpisodeBudget Budget => _syntax.Budget;

    /// <summary>Where the task was published, or null.</summary>
    public string? Source { get; init; }

    /// <summary>What the task asks, in words, or null.</summary>
    public string? Description { get; init; }

    /// <summary>The seed of what is drawn once for the task; any integer.</summary>
    public long Seed { get; init; }

    /// <summary>The parameters with the ranges in force.</summary>
    public IReadOnlyList<TaskParameter> Parameters { get; }

    /// <summary>The parameters and draws that are drawn once, <c>per: task</c>: all episodes there are share that draw.</summary>
    public IReadOnlyList<string> DrawnOnce =>
    [
        .. Parameters.Where(parameter => parameter is { Scope: DrawScope.Task, Range.IsFixed: false }).Select(parameter => parameter.Name),
        .. _syntax.Draws.Where(draw => draw.Scope == DrawScope.Task).Select(draw => draw.Name),
    ];

    /// <summary>Whether something is drawn <c>per: batch</c>, so that the sequences of a batch share it.</summary>
    public bool DrawsPerBatch => Parameters.Any(parameter => parameter is { Scope: DrawScope.Batch, Range.IsFixed: false })
        || _syntax.Draws.Any(draw => draw.Scope == DrawScope.Batch);

    /// <summary>The text that it draws from, or null.</summary>
    public Corpus? Corpus => _syntax.Corpus;

    /// <summary>What its episodes are for; by this it draws those lines of the corpus for training, or held-out ones.</summary>
    public CorpusSplit Split { get; }

    /// <summary>What training minimises of each target channel, in their order; the sum counts.</summary>
    public IReadOnlyList<ChannelLoss> Losses { get; private set; } = [];

    /// <summary>The target columns by the way they are scored, neighbours together.</summary>
    public IReadOnlyList<TargetGroup> TargetGroups { get; private set; } = [];

    /// <summary>O, how many logits a machine answers with: a bit has one, a symbol one for each class.</summary>
    public int OutputWidth => Losses.Sum(loss => loss.Columns.Width);

    /// <summary>Whether the episode says what an optimal predictor expects.</summary>
    public bool HasReference { get; private set; }

    /// <summary>The answer that comes back to the machine, or null.</summary>
    public TaskFeedback? Feedback { get; private set; }

    /// <summary>Whether episodes begin with what an answer is read from, such as a sentence to translate.</summary>
    public bool HasSource { get; private set; }

    /// <summary>
    /// Whether training differs from evaluations in more than the lines of a corpus: other targets enter its loss, or its episodes are
    /// drawn otherwise.
    /// </summary>
    public bool TrainsOtherwise { get; private set; }

    /// <summary>What evaluations report.</summary>
    public IReadOnlyList<TaskMetric> Metrics { get; private set; } = [];

    /// <summary>The columns of the inputs.</summary>
    public ChannelLayout Inputs { get; private set; } = new([]);

    /// <summary>The columns of the targets.</summary>
    public ChannelLayout Targets { get; private set; } = new([]);

    /// <summary>The names of the phases in the order of the file, loops included; rows of an <see cref="Episode"/> refer to them.</summary>
    public IReadOnlyList<string> Phases { get; private set; } = [];

    /// <summary>A lower bound on the steps of an episode, over all parameter values.</summary>
    public int MinLength { get; private set; }

    /// <summary>An upper bound on the steps of an episode, over all parameter values.</summary>
    public int MaxLength { get; private set; }

    /// <summary>Reads and checks a task file.</summary>
    /// <exception cref="InvalidInputException">The file is missing or wrong; every problem is in it.</exception>
    public static TaskDefinition Load(string path)
    {
        var diagnostics = new Diagnostics();
        TaskDefinition? task = Load(path, diagnostics);
        diagnostics.ThrowIfAny();
        return task!;
    }

    /// <summary>Reads and checks a task file.</summary>
    /// <returns>The task, or null when a problem was reported.</returns>
    public static TaskDefinition? Load(string path, Diagnostics diagnostics) => Load(path, diagnostics, corpora: null);

    /// <summary>Reads and checks a task file whose corpus lies elsewhere than its own folder.</summary>
    /// <param name="path">The file.</param>
    /// <param name="diagnostics">Receives every problem.</param>
    /// <param name="corpora">The folder that the path of its corpus begins from; null for that of the task.</param>
    /// <returns>The task, or null when a problem was reported.</returns>
    public static TaskDefinition? Load(string path, Diagnostics diagnostics, string? corpora) =>
        YamlReader.ReadText(path, diagnostics) is { } text ? Read(path, text, diagnostics, corpora) : null;

    /// <summary>Reads and checks a task from its text.</summary>
    /// <param name="file">The name of the text in messages.</param>
    /// <param name="text">The YAML.</param>
    /// <param name="diagnostics">Receives every problem.</param>
    /// <param name="corpora">The folder that the path of its corpus begins from; null for that of the file.</param>
    /// <returns>The task, or null when a problem was reported.</returns>
    public static TaskDefinition? Read(string file, string text, Diagnostics diagnostics, string? corpora = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(diagnostics);
        int before = diagnostics.Count;
        TaskDefinition? task = new TaskReader(diagnostics, corpora).Read(file, text)?.Check(diagnostics);
        return diagnostics.Count == before ? task : null;
    }

    /// <summary>Binds the expressions anew, for a sampler of its own. The definition is checked, so nothing can be wrong.</summary>
    internal TaskProgram Compile() => TaskBinder.Bind(_syntax, Parameters, Split, new Diagnostics())
        ?? throw new InvalidOperationException($"the checked task '{Name}' does not bind");

    /// <summary>What the check would report, and is meant.</summary>
    internal IReadOnlyList<Acknowledged> Acknowledged => _syntax.Acknowledged;

    /// <summary>Where one of its channels is declared.</summary>
    internal SourceMark MarkOf(Channel channel) =>
        (Inputs.Items.Any(own => ReferenceEquals(own, channel)) ? _syntax.Inputs! : _syntax.Targets!)
            .First(declared => declared.Name == channel.Name).Mark;

    private TaskDefinition? Check(Diagnostics diagnostics)
    {
        if (TaskBinder.Bind(_syntax, Parameters, Split, diagnostics) is not { } program)
            return null;
        if (program.Contradiction is { } never)
        {
            diagnostics.Add(never.Mark, $"{Quoted.Text(never.Text)} never holds");
            return null;
        }

        (Inputs, Targets, Phases) = (program.Inputs, program.Targets, program.Phases);
        (Losses, TargetGroups) = (program.Losses, ChannelLoss.GroupsOf(program.Losses));
        (HasReference, Metrics) = (program.HasReference, program.Metrics);
        (Feedback, HasSource, TrainsOtherwise) = (program.Feedback, program.HasSource, program.TrainsOtherwise);
        MinLength = (int)Math.Clamp(program.Length.Low, 1, TaskLimits.Rows);
        MaxLength = (int)Math.Clamp(program.Length.High, 1, TaskLimits.Rows);
        return this;
    }
}
