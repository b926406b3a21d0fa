using System.Globalization;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

// The same task with other parameters, other lines or a text of its own.
public sealed partial class TaskDefinition
{
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
    /// The same task with other lines of its corpus, drawn and scored for training or for an evaluation; itself where that
    /// makes no difference.
    /// </summary>
    /// <param name="split">Which lines to draw.</param>
    public TaskDefinition OnLines(CorpusSplit split) =>
        split == Split || (Corpus is null && !TrainsOtherwise) ? this : new TaskDefinition(this, Parameters, split).Check(new())!;

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

        int[]?[] symbols = [.. texts.Select((text, i) => corpus.NumbersOf(i, text, diagnostics))];
        if (symbols.Contains(null))
            return null;
        // How long an answer becomes is not told by this line, of which the right one may not be known.
        DecodingSyntax? decoding = Feedback is { } feedback
            ? new(_syntax.Decoding?.Mark ?? default, feedback.Beam, feedback.Longest)
            : _syntax.Decoding;
        TaskSyntax syntax = _syntax with { Corpus = corpus.OfOneLine(symbols!), Decoding = decoding };
        return new TaskDefinition(this, Parameters, Split, syntax).Check(diagnostics);
    }

    /// <summary>The same task, in which a machine that runs freely keeps another number of answers side by side.</summary>
    /// <param name="beam">How many, 1 to <see cref="TaskFeedback.MostBeam"/>; 1 takes the most probable symbol at once.</param>
    /// <exception cref="InvalidOperationException">No answer comes back in the task.</exception>
    public TaskDefinition WithBeam(int beam)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(beam, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(beam, TaskFeedback.MostBeam);
        if (Feedback is null)
            throw new InvalidOperationException($"no answer comes back in the task '{Name}': it has no phase with 'feedback'");
        DecodingSyntax decoding = new(_syntax.Decoding?.Mark ?? default, beam, _syntax.Decoding?.Longest);
        return new TaskDefinition(this, Parameters, Split, _syntax with { Decoding = decoding }).Check(new())!;
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

    /// <summary>The task with these parameters in place of its own, or null when it does not bind with them, which is reported.</summary>
    internal TaskDefinition? With(IReadOnlyList<TaskParameter> parameters, Diagnostics diagnostics) =>
        With(parameters, Split, diagnostics);

    /// <summary>Whether no condition of <c>where</c> is known to fail always with these parameters in place of its own.</summary>
    internal bool Permits(IReadOnlyList<TaskParameter> parameters) =>
        TaskBinder.Bind(_syntax, parameters, Split, new Diagnostics()) is not { Contradiction: not null };

    private TaskDefinition? With(IReadOnlyList<TaskParameter> parameters, CorpusSplit split, Diagnostics diagnostics) =>
        new TaskDefinition(this, parameters, split).Check(diagnostics);

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
