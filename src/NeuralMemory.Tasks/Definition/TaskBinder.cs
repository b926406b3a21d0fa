namespace NeuralMemory.Tasks;

/// <summary>
/// Finds out what a task means, with given parameter ranges: names, types, widths and bounds are checked before anything is drawn.
/// </summary>
internal sealed class TaskBinder
{
    private readonly Scope _scope;
    private readonly Dictionary<string, string> _kinds = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<TaskParameter> _parameters;
    private readonly Diagnostics _diagnostics;
    private readonly ExpressionBinder _expressions;
    private readonly List<string> _phases = [];
    private readonly HashSet<(string Name, string Side)> _written = [];
    private bool _recalls;

    private TaskBinder(TaskSyntax syntax, IReadOnlyList<TaskParameter> parameters, Diagnostics diagnostics)
    {
        _scope = new() { IsIncomplete = syntax.LacksNames };
        (_parameters, _diagnostics) = (parameters, diagnostics);
        _expressions = new(_scope, parameters, diagnostics);
    }

    /// <summary>The program of a task, or null when a problem was reported.</summary>
    public static TaskProgram? Bind(TaskSyntax syntax, IReadOnlyList<TaskParameter> parameters, Diagnostics diagnostics)
    {
        int before = diagnostics.Count;
        TaskProgram program = new TaskBinder(syntax, parameters, diagnostics).Bind(syntax);
        return diagnostics.Count == before ? program : null;
    }

    private TaskProgram Bind(TaskSyntax syntax)
    {
        int[] parameterSlots = [.. _parameters.Select(parameter => BindParameter(parameter))];
        foreach (string broken in syntax.BrokenParameters)
            _scope.DeclareBroken(broken);
        var assignments = new List<Assignment>();
        Assign(syntax.Variables, "variable", assignments);
        ChannelLayout? inputs = BindChannels(syntax.Inputs), targets = BindChannels(syntax.Targets);
        _expressions.AllowsDraws = true;
        Assign(syntax.Draws, "draw", assignments);
        _expressions.AllowsDraws = false;
        EpisodeStep[] steps = BindPhases(syntax.Episode, inputs, targets);
        ValueRange length = LengthOf(steps);
        CheckEpisode(syntax, length);
        return new(
            inputs ?? new([]), targets ?? new([]), _phases, parameterSlots, [.. assignments], steps, length, SilentChannels(syntax),
            _scope.Numbers, _scope.Sequences);
    }

    private int BindParameter(TaskParameter parameter)
    {
        _kinds[parameter.Name] = "parameter";
        return _scope.DeclareNumber(parameter.Name, parameter.Range);
    }

    private void Assign(IReadOnlyList<NamedExpression> items, string kind, List<Assignment> assignments)
    {
        foreach (NamedExpression item in items)
        {
            TaskValue? value = Bind(item.Expression);
            if (!Claim(item, kind))
                continue;
            if (value is null)
                _scope.DeclareBroken(item.Name);
            else
                assignments.Add(new(
                    value is NumberValue number ? _scope.DeclareNumber(item.Name, number.Range)
                        : _scope.DeclareSequence(item.Name, (SequenceValue)value),
                    value));
        }
    }

    /// <summary>Whether a name is free; that it is not is reported.</summary>
    private bool Claim(NamedExpression item, string kind)
    {
        if (_kinds.TryAdd(item.Name, kind))
            return true;
        _diagnostics.Add(item.Mark, $"'{item.Name}' is already the name of a {_kinds[item.Name]}");
        return false;
    }

    private TaskValue? Bind(Expression? expression) => expression is null ? null : _expressions.Bind(expression);

    private ChannelLayout? BindChannels(IReadOnlyList<NamedExpression>? items)
    {
        if (items is null)
            return null;
        var channels = new List<Channel>();
        int start = 0;
        foreach (NamedExpression item in items)
        {
            int width = 0;
            if (Bind(item.Expression) is { } value)
                width = WidthOf(item, item.Expression!.Start, value);
            // A width that is wrong is told once: 0 stands for it, and fits everything.
            channels.Add(new(item.Name, start, width));
            start += width;
        }

        if (start > TaskLimits.Width)
            _diagnostics.Add(items[0].Mark, $"the channels are {start} wide together; at most {TaskLimits.Width} is possible");
        return new(channels);
    }

    private int WidthOf(NamedExpression item, SourceMark mark, TaskValue value)
    {
        string? problem = value switch
        {
            NumberValue { Range: { IsFixed: false } range } => $"the same in every episode, and this varies in {range}",
            NumberValue { Range: { IsInteger: true, Low: >= 1 and <= TaskLimits.Width } } => null,
            NumberValue number => $"an integer from 1 to {TaskLimits.Width}, and this is {number.Range}",
            _ => $"a number, found {value.Describe()}",
        };
        if (problem is null)
            return (int)((NumberValue)value).Range.Low;
        _diagnostics.Add(mark, $"the width of '{item.Name}' must be {problem}");
        return 0;
    }

    private EpisodeStep[] BindPhases(IReadOnlyList<PhaseSyntax> phases, ChannelLayout? inputs, ChannelLayout? targets)
    {
        var steps = new List<EpisodeStep>();
        foreach (PhaseSyntax phase in phases)
        {
            EpisodeStep? step = phase switch
            {
                LoopSyntax loop => BindLoop(loop, inputs, targets),
                StepsSyntax some => BindSteps(some, inputs, targets),
                _ => throw new InvalidOperationException($"{phase.GetType()} is missing from the binder"),
            };
            if (step is not null)
                steps.Add(step);
        }

        return [.. steps];
    }

    private LoopStep? BindLoop(LoopSyntax loop, ChannelLayout? inputs, ChannelLayout? targets)
    {
        IntegerArgument? count = loop.Index.Expression is null ? null
            : BindCount(loop.Index.Expression, $"the number of times of the loop over '{loop.Index.Name}'");
        bool free = Claim(loop.Index, "loop index");
        int slot = 0;
        if (free && count is not null)
            // A loop of one pass has a fixed index of 0, which is stored all the same.
            slot = _scope.DeclareNumber(loop.Index.Name, ValueRange.Integers(0, Math.Max(0, count.Range.High - 1)));
        else if (free)
            _scope.DeclareBroken(loop.Index.Name);
        EpisodeStep[] body = BindPhases(loop.Body, inputs, targets);
        if (free)
        {
            _scope.Forget(loop.Index.Name);
            _kinds.Remove(loop.Index.Name);
        }

        return count is null ? null : new(loop.Mark, slot, count, body, LengthOf(body) * NotNegative(count.Range));
    }

    private PhaseStep? BindSteps(StepsSyntax phase, ChannelLayout? inputs, ChannelLayout? targets)
    {
        _recalls |= phase.Recall is not null;
        _phases.Add(phase.Name);
        int index = _phases.Count - 1;
        ChannelWrite[] show = BindWrites(phase.Show, inputs, "input");
        ChannelWrite[]? recall = phase.Recall is null ? null : BindWrites(phase.Recall, targets, "target");
        IntegerArgument? steps = phase.Steps is null ? null : BindCount(phase.Steps, "the number of steps");
        if (phase.Steps is not null && steps is null)
            return null;
        ValueRange? rows = null;
        foreach (SequenceValue sequence in show.Concat(recall ?? []).Select(write => write.Sequence).OfType<SequenceValue>())
            rows = rows is { } so ? new(Math.Max(so.Low, sequence.Rows.Low), Math.Max(so.High, sequence.Rows.High), true) : sequence.Rows;
        if (steps is not null && rows is { } longest && longest.Low > steps.Range.High)
            _diagnostics.Add(phase.Mark, $"the phase has {steps.Range} steps, and a sequence in it has {longest} rows");
        return new(index, phase.Mark, show, recall, steps, NotNegative(steps?.Range ?? rows ?? ValueRange.Of(1)));
    }

    private ChannelWrite[] BindWrites(IReadOnlyList<NamedExpression> items, ChannelLayout? channels, string side)
    {
        var writes = new List<ChannelWrite>();
        foreach (NamedExpression item in items)
        {
            TaskValue? value = Bind(item.Expression);
            if (channels is null)
                continue;
            Channel? channel = channels.Find(item.Name);
            if (channel is null)
                _diagnostics.Add(item.Mark, $"there is no {side} channel '{item.Name}'{NearestName.Hint(item.Name, channels.Names)}");
            else if (value is SequenceValue sequence && sequence.Width != channel.Width && channel.Width > 0)
                _diagnostics.Add(item.Expression!.Start,
                    $"the {side} channel '{item.Name}' has width {channel.Width}, and this is a sequence of width {sequence.Width}");
            if (channel is not null)
                _written.Add((channel.Name, side));
            if (value is not null && channel is not null)
                writes.Add(new(channel, value as NumberValue, value as SequenceValue, item.Mark));
        }

        return [.. writes];
    }

    private IntegerArgument? BindCount(Expression expression, string what)
    {
        TaskValue? bound = _expressions.Bind(expression);
        string? problem = bound switch
        {
            null => "",
            NumberValue { Range: { IsInteger: true, High: >= 0, Low: <= TaskLimits.Rows } } => null,
            NumberValue { Range.IsInteger: false } => "must be an integer, and this can be a fraction; floor(...) rounds down",
            NumberValue number => $"must be from 0 to {TaskLimits.Rows}, and this is {number.Range}",
            _ => $"must be a number, found {bound.Describe()}",
        };
        if (problem is null)
            return new((NumberValue)bound!, expression.Start, what, 0);
        if (problem.Length > 0)
            _diagnostics.Add(expression.Start, $"{what} {problem}");
        return null;
    }

    private void CheckEpisode(TaskSyntax syntax, ValueRange length)
    {
        if (syntax.Episode.Count > 0 && !_recalls)
            _diagnostics.Add(syntax.EpisodeMark, "nothing is recalled: without a phase that has 'recall', no step enters the loss");
        if (length.Low > TaskLimits.Rows)
            _diagnostics.Add(syntax.EpisodeMark, $"an episode has {length} steps; at most {TaskLimits.Rows} are possible");
    }

    /// <summary>Channels that no phase writes: legal, and never meant.</summary>
    private List<Diagnostic> SilentChannels(TaskSyntax syntax)
    {
        var silent = new List<Diagnostic>();
        foreach (NamedExpression input in (syntax.Inputs ?? []).Where(input => !_written.Contains((input.Name, "input"))))
            silent.Add(new(input.Mark, $"no phase shows the input channel '{input.Name}'"));
        foreach (NamedExpression target in (syntax.Targets ?? []).Where(target => !_written.Contains((target.Name, "target"))))
            silent.Add(new(target.Mark, $"no phase recalls the target channel '{target.Name}'"));
        return silent;
    }

    private static ValueRange NotNegative(ValueRange range) => range with { Low = Math.Max(0, range.Low), High = Math.Max(0, range.High) };

    private static ValueRange LengthOf(EpisodeStep[] steps) => steps.Aggregate(ValueRange.Of(0), (sum, step) => sum + step.Length);
}
