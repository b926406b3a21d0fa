using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>Finds out what the phases of an episode mean.</summary>
/// <param name="scope">The names in force, draws included.</param>
/// <param name="expressions">What understands expressions.</param>
/// <param name="inputs">The input channels, or null when they cannot be read.</param>
/// <param name="targets">The target channels, or null when they cannot be read.</param>
/// <param name="losses">How the target channels are scored, or null when that cannot be read.</param>
/// <param name="diagnostics">Receives the problems.</param>
internal sealed class EpisodeBinder(
    Scope scope, ExpressionBinder expressions, ChannelLayout? inputs, ChannelLayout? targets, IReadOnlyList<ChannelLoss>? losses,
    Diagnostics diagnostics)
{
    private readonly List<string> _phases = [];
    private readonly HashSet<(string Name, string Side)> _written = [];
    private readonly WriteBinder _writes = new(expressions, diagnostics);
    private readonly RecallBinder _recall = new(scope, expressions, targets, losses, diagnostics);
    private readonly FeedbackBinder _feedback = new(inputs, targets, losses, diagnostics);
    private DecodingSyntax? _decoding;
    private bool _recalls;

    /// <summary>The names of the phases met so far, in the order of the file.</summary>
    public IReadOnlyList<string> Phases => _phases;

    /// <summary>The target channels that phases name, in the order of the file.</summary>
    public IReadOnlyList<RecalledChannel> Recalled => _recall.Recalled;

    /// <summary>Whether a phase says what an optimal predictor expects.</summary>
    public bool HasReference => _recall.HasReference;

    /// <summary>The answer that comes back, or null.</summary>
    public TaskFeedback? Feedback { get; private set; }

    /// <summary>Whether a phase shows what an answer is read from.</summary>
    public bool HasSource { get; private set; }

    /// <summary>The episode's steps; incomplete when a problem was reported.</summary>
    public EpisodeStep[] Bind(TaskSyntax syntax)
    {
        _decoding = syntax.Decoding;
        _feedback.CheckPlaces(syntax.Episode);
        EpisodeStep[] steps = BindPhases(syntax.Episode);
        if (_decoding is not null && syntax.Episode is [.., not StepsSyntax { Feedback: not null }])
            diagnostics.Add(_decoding.Mark, "'decoding' says how a machine answers whose answers come back, and no phase has 'feedback'");
        if (syntax.Episode.Count > 0 && !_recalls)
            diagnostics.Add(syntax.EpisodeMark, "nothing is recalled: without a phase that has 'recall', no step enters the loss");
        ValueRange length = LengthOf(steps);
        if (length.Low > TaskLimits.Rows)
            diagnostics.Add(syntax.EpisodeMark, $"an episode has {length} steps; at most {TaskLimits.Rows} are possible");
        return steps;
    }

    /// <summary>Bounds on the rows that some steps write together.</summary>
    public static ValueRange LengthOf(EpisodeStep[] steps) => steps.Aggregate(ValueRange.Of(0), (sum, step) => sum + step.Length);

    /// <summary>Channels that no phase writes: legal, and never meant.</summary>
    public IReadOnlyList<Diagnostic> SilentChannels(TaskSyntax syntax)
    {
        var silent = new List<Diagnostic>();
        foreach (NamedExpression input in (syntax.Inputs ?? []).Where(input => !_written.Contains((input.Name, "input"))))
            silent.Add(new(input.Mark, $"no phase shows the input channel '{input.Name}'"));
        foreach (NamedExpression target in (syntax.Targets ?? []).Where(target => !_written.Contains((target.Name, "target"))))
            silent.Add(new(target.Mark, $"no phase recalls the target channel '{target.Name}'"));
        return silent;
    }

    private EpisodeStep[] BindPhases(IReadOnlyList<PhaseSyntax> phases)
    {
        var steps = new List<EpisodeStep>();
        foreach (PhaseSyntax phase in phases)
        {
            EpisodeStep? step = phase switch
            {
                LoopSyntax loop => BindLoop(loop),
                StepsSyntax some => BindSteps(some),
                _ => throw new InvalidOperationException($"{phase.GetType()} is missing from the binder"),
            };
            if (step is not null)
                steps.Add(phase.When is null ? step : BindWhen(phase.When, step));
        }

        return [.. steps];
    }

    private EpisodeStep BindWhen(Expression expression, EpisodeStep step)
    {
        TaskValue? condition = expressions.Bind(expression);
        NumberValue? number = condition?.AsNumber();
        if (condition is not null && number is null)
            diagnostics.Add(expression.Start, $"'when' must be a number, found {condition.Describe()}");
        return number is null ? step : new WhenStep(number, step);
    }

    private EpisodeStep? BindLoop(LoopSyntax loop)
    {
        TaskValue? over = loop.Index.Expression is null ? null : expressions.Bind(loop.Index.Expression);
        IntegerArgument? count = over is null or SequenceValue ? null
            : CheckCount(over, loop.Index.Expression!.Start, $"the number of times of the loop over '{loop.Index.Name}'");
        bool free = scope.Claim(loop.Index, "loop index", diagnostics);
        int slot = 0;
        if (free && over is SequenceValue rows)
            slot = scope.DeclareRow(loop.Index.Name, rows.Width, rows.Elements);
        else if (free && count is not null)
            // A loop of one pass has a fixed index of 0, which is stored all the same.
            slot = scope.DeclareNumber(loop.Index.Name, ValueRange.Integers(0, Math.Max(0, count.Range.High - 1)));
        else if (free)
            scope.DeclareBroken(loop.Index.Name);
        EpisodeStep[] body = BindPhases(loop.Body);
        if (free)
            scope.Forget(loop.Index.Name);

        return over is SequenceValue sequence ? new RowLoopStep(loop.Mark, slot, sequence, body, LengthOf(body) * sequence.Rows)
            : count is null ? null
            : new LoopStep(loop.Mark, slot, count, body, LengthOf(body) * NotNegative(count.Range));
    }

    private PhaseStep? BindSteps(StepsSyntax phase)
    {
        _recalls |= phase.Recall is not null;
        _phases.Add(phase.Name);
        int index = _phases.Count - 1;
        ChannelWrite[] show = _writes.Bind(phase.Show, inputs, "input");
        RecallPart? recall = _recall.Bind(phase, index);
        _written.UnionWith(phase.Show.Concat(phase.Feedback?.Channels ?? []).Select(item => (item.Name, "input")));
        _written.UnionWith((phase.Recall ?? []).Select(item => (item.Name, "target")));
        IntegerArgument? steps = phase.Steps is null ? null : BindCount(phase.Steps, "the number of steps");
        if (phase.Steps is not null && steps is null)
            return null;
        ValueRange? rows = null;
        IEnumerable<PhaseValue> values = [.. show.Select(write => write.Value), .. recall?.Values ?? []];
        foreach (ValueRange one in values.Select(value => value.Length).OfType<ValueRange>())
            rows = rows is { } so ? new(Math.Max(so.Low, one.Low), Math.Max(so.High, one.High), true) : one;
        if (steps is not null && rows is { } longest && longest.Low > steps.Range.High)
            diagnostics.Add(phase.Mark, $"the phase has {steps.Range} steps, and a sequence in it has {longest} rows");
        ValueRange length = NotNegative(steps?.Range ?? rows ?? ValueRange.Of(1));
        HasSource |= phase.IsSource;
        TaskFeedback? feedback = _feedback.Bind(phase, show, length, _decoding);
        Feedback ??= feedback;
        return new(index, phase.Mark, show, recall, steps, length) { IsSource = phase.IsSource, Feedback = feedback };
    }

    private IntegerArgument? BindCount(Expression expression, string what) =>
        CheckCount(expressions.Bind(expression), expression.Start, what);

    private IntegerArgument? CheckCount(TaskValue? value, SourceMark mark, string what)
    {
        TaskValue? bound = value?.AsNumber() ?? value;
        string? problem = bound switch
        {
            null => "",
            NumberValue { Range: { IsInteger: true, High: >= 0, Low: <= TaskLimits.Rows } } => null,
            NumberValue { Range.IsInteger: false } => "must be an integer, and this can be a fraction; floor(...) rounds down",
            NumberValue number => $"must be from 0 to {TaskLimits.Rows}, and this is {number.Range}",
            _ => $"must be a number, found {bound.Describe()}",
        };
        if (problem is null)
            return new((NumberValue)bound!, mark, what, 0);
        if (problem.Length > 0)
            diagnostics.Add(mark, $"{what} {problem}");
        return null;
    }

    private static ValueRange NotNegative(ValueRange range) => range with { Low = Math.Max(0, range.Low), High = Math.Max(0, range.High) };
}
