using System.Globalization;
using NeuralMemory.Numerics;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>
/// A task: what is shown to a machine, what it must answer, and how it is judged. Immutable and checked: every expression in it has a
/// meaning. <see cref="EpisodeSampler"/> draws its episodes.
/// </summary>
public sealed class TaskDefinition
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

    /// <summary>Where the task was published, or null.</summary>
    public string? Source { get; init; }

    /// <summary>What the task asks, in words, or null.</summary>
    public string? Description { get; init; }

    /// <summary>The seed of what is drawn once for the task; any integer.</summary>
    public long Seed { get; init; }

    /// <summary>The parameters with the ranges in force.</summary>
    public IReadOnlyList<TaskParameter> Parameters { get; }

    /// <summary>The text that it draws from, or null.</summary>
    public Corpus? Corpus => _syntax.Corpus;

    /// <summary>Which lines of the corpus it draws: those for training, but those held out in an evaluation.</summary>
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

    /// <summary>
    /// The task as a config trains it: these parameters take other values or ranges, and <c>standardize</c> refers to the new ranges.
    /// </summary>
    /// <param name="overrides">Parameter names with numbers or ranges.</param>
    /// <param name="diagnostics">Receives every problem.</param>
    /// <returns>The task, or null when a problem was reported.</returns>
    public TaskDefinition? ForTraining(YamlMapping overrides, Diagnostics diagnostics) =>
        With(overrides, diagnostics, Split, (parameter, range, mark) => parameter with { Range = range, Trained = range, Mark = mark });

    /// <summary>
    /// The same task drawn from elsewhere, to evaluate what was trained on this one: <c>standardize</c> keeps referring to the ranges
    /// of this task, and the channels must not change their widths. Lines of a corpus that is held out in part come from that part.
    /// </summary>
    /// <param name="overrides">Parameter names with numbers or ranges.</param>
    /// <param name="diagnostics">Receives every problem.</param>
    /// <param name="split">Which lines of a corpus to draw.</param>
    /// <returns>The task, or null when a problem was reported.</returns>
    public TaskDefinition? ForEvaluation(
        YamlMapping overrides, Diagnostics diagnostics, CorpusSplit split = CorpusSplit.HeldOut)
    {
        if (With(overrides, diagnostics, split, (parameter, range, mark) => parameter with { Range = range, Mark = mark })
            is not { } task)
            return null;
        bool fits = task.Inputs.Items.SequenceEqual(Inputs.Items) && task.Targets.Items.SequenceEqual(Targets.Items);
        if (fits && task.Losses.SequenceEqual(Losses))
            return task;
        if (fits)
        {
            diagnostics.Add(overrides.Mark, $"this changes how the targets of '{Name}' are scored from {string.Join(", ", Losses)} to "
                + $"{string.Join(", ", task.Losses)}; what was trained cannot be evaluated with it");
            return null;
        }

        string channels = (Inputs.Width, Targets.Width) == (task.Inputs.Width, task.Targets.Width)
            ? $"{SymbolsOf(this)} symbols to {SymbolsOf(task)}"
            : $"{Inputs.Width} inputs and {Targets.Width} targets to {task.Inputs.Width} and {task.Targets.Width}";
        diagnostics.Add(
            overrides.Mark, $"this changes the channels of '{Name}' from {channels}; what was trained cannot be evaluated with it");
        return null;

        static string SymbolsOf(TaskDefinition task) => string.Join(
            ", ", task.Inputs.Items.Concat(task.Targets.Items).Where(channel => channel.Symbols is not null)
                .Select(channel => string.Create(CultureInfo.InvariantCulture, $"{channel.Name}: {channel.Symbols}")).Distinct());
    }

    /// <summary>
    /// The same task about one line in place of its corpus, to see what a machine makes of it: every episode draws this line.
    /// </summary>
    /// <param name="texts">
    /// The texts of the first columns of the corpus, cut as these are; the other columns have none. Letters may be upper-case that the
    /// corpus has in lower case.
    /// </param>
    /// <param name="diagnostics">Receives every problem.</param>
    /// <returns>The task, or null when a problem was reported.</returns>
    public TaskDefinition? WithLine(IReadOnlyList<GivenText> texts, Diagnostics diagnostics)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(diagnostics);
        if (Corpus is not { } corpus || texts.Count > corpus.Columns.Count)
        {
            diagnostics.Add(texts[^1].Mark, Corpus is null
                ? $"the task '{Name}' has no corpus, so that it cannot be given a text"
                : $"the corpus of the task '{Name}' has no more than {Corpus.Columns.Count} columns");
            return null;
        }

        int[]?[] symbols = [.. texts.Select((text, i) => corpus.Columns[i].NumbersOf(text, diagnostics))];
        return symbols.Contains(null)
            ? null
            : new TaskDefinition(this, Parameters, Split, _syntax with { Corpus = corpus.OfOneLine(symbols!) }).Check(diagnostics);
    }

    /// <summary>The index of the parameter that a key names; null when there is none, which is reported at the key.</summary>
    public int? FindParameter(YamlEntry entry, Diagnostics diagnostics)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(diagnostics);
        for (int i = 0; i < Parameters.Count; i++)
            if (Parameters[i].Name == entry.Key)
                return i;
        diagnostics.Add(entry.Mark, $"the task '{Name}' has no parameter {Quoted.Text(entry.Key)}"
            + NearestName.Hint(entry.Key, Parameters.Select(parameter => parameter.Name)));
        return null;
    }

    /// <summary>Binds the expressions anew, for a sampler of its own. The definition is checked, so nothing can be wrong.</summary>
    internal TaskProgram Compile() => TaskBinder.Bind(_syntax, Parameters, Split, new Diagnostics())
        ?? throw new InvalidOperationException($"the checked task '{Name}' does not bind");

    /// <summary>Where one of its channels is declared.</summary>
    internal SourceMark MarkOf(Channel channel) =>
        (Inputs.Items.Any(own => ReferenceEquals(own, channel)) ? _syntax.Inputs! : _syntax.Targets!)
            .First(declared => declared.Name == channel.Name).Mark;

    /// <summary>The task with these parameters in place of its own, or null when it does not bind with them, which is reported.</summary>
    internal TaskDefinition? With(IReadOnlyList<TaskParameter> parameters, Diagnostics diagnostics) =>
        With(parameters, Split, diagnostics);

    /// <summary>Whether no condition of <c>where</c> is known to fail always with these parameters in place of its own.</summary>
    internal bool Permits(IReadOnlyList<TaskParameter> parameters) =>
        TaskBinder.Bind(_syntax, parameters, Split, new Diagnostics()) is not { Contradiction: not null };

    private TaskDefinition? With(IReadOnlyList<TaskParameter> parameters, CorpusSplit split, Diagnostics diagnostics) =>
        new TaskDefinition(this, parameters, split).Check(diagnostics);

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
        (Feedback, HasSource) = (program.Feedback, program.HasSource);
        MinLength = (int)Math.Clamp(program.Length.Low, 1, TaskLimits.Rows);
        MaxLength = (int)Math.Clamp(program.Length.High, 1, TaskLimits.Rows);
        return this;
    }

    private TaskDefinition? With(
        YamlMapping overrides, Diagnostics diagnostics, CorpusSplit split,
        Func<TaskParameter, ValueRange, SourceMark, TaskParameter> change)
    {
        ArgumentNullException.ThrowIfNull(overrides);
        ArgumentNullException.ThrowIfNull(diagnostics);
        int before = diagnostics.Count;
        TaskParameter[] parameters = [.. Parameters];
        foreach (YamlEntry entry in overrides.Entries)
            if (FindParameter(entry, diagnostics) is { } index && ValueRange.Read(entry.Value, diagnostics) is { } range)
                parameters[index] = change(parameters[index], range, entry.Value.Mark);

        if (diagnostics.Count > before)
            return null;
        var conflicts = new Diagnostics();
        TaskDefinition? task = With(parameters, split, conflicts);
        // The file is sound, so what is wrong now is wrong with the overrides: they are the place to look at.
        string values = string.Join(", ", parameters
            .Where(parameter => overrides.Find(parameter.Name) is not null)
            .Select(parameter => $"{parameter.Name} = {parameter.Range}"));
        foreach (Diagnostic conflict in conflicts.Items)
            diagnostics.Add(overrides.Entries is [var only] ? only.Value.Mark : overrides.Mark, $"not possible with {values}: {conflict}");
        return task;
    }
}
