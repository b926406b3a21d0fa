using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>
/// Finds out what a task means, with given parameter ranges: names, types, widths and bounds are checked before anything is drawn.
/// </summary>
internal sealed class TaskBinder
{
    private readonly Scope _scope;
    private readonly IReadOnlyList<TaskParameter> _parameters;
    private readonly Diagnostics _diagnostics;
    private readonly ExpressionBinder _expressions;

    private TaskBinder(TaskSyntax syntax, IReadOnlyList<TaskParameter> parameters, CorpusSplit split, Diagnostics diagnostics)
    {
        _scope = new()
        {
            IsIncomplete = syntax.LacksNames,
            Corpus = new(syntax.Corpus, split, IsBroken: syntax.LacksCorpus),
        };
        (_parameters, _diagnostics) = (parameters, diagnostics);
        _expressions = new(_scope, parameters, diagnostics);
    }

    /// <summary>The program of a task, or null when a problem was reported.</summary>
    public static TaskProgram? Bind(
        TaskSyntax syntax, IReadOnlyList<TaskParameter> parameters, CorpusSplit split, Diagnostics diagnostics)
    {
        int before = diagnostics.Count;
        TaskProgram program = new TaskBinder(syntax, parameters, split, diagnostics).Bind(syntax);
        return diagnostics.Count == before ? program : null;
    }

    private TaskProgram Bind(TaskSyntax syntax)
    {
        int[] parameterSlots = [.. _parameters.Select(parameter => BindParameter(parameter))];
        foreach (string broken in syntax.BrokenParameters)
        {
            _scope.TryClaim(broken, "parameter");
            _scope.DeclareBroken(broken);
        }

        var draws = new DrawBinder(_scope, _expressions, _diagnostics);
        draws.BindVariables(syntax.Variables, syntax.Draws);
        ChannelLayout? inputs = BindChannels(syntax.Inputs), targets = BindChannels(syntax.Targets);
        IReadOnlyList<ChannelLoss>? losses = targets is null ? null
            : new LossBinder(_expressions, targets, _diagnostics).Bind(syntax.Loss, syntax.Tolerance, syntax.Terminator);
        draws.BindDraws(syntax.Draws);
        Condition? contradiction = draws.BindConditions(syntax.Conditions);
        var episode = new EpisodeBinder(_scope, _expressions, inputs, targets, losses, _diagnostics);
        EpisodeStep[] steps = episode.Bind(syntax);
        return new(
            inputs ?? new([]), targets ?? new([]), episode.Phases, parameterSlots, draws.Plans, steps, EpisodeBinder.LengthOf(steps),
            episode.SilentChannels(syntax), episode.Recalled, contradiction, _scope.Numbers, _scope.Sequences)
        {
            Losses = losses ?? [],
            Metrics = losses is null ? [] : BindMetrics(syntax.Metrics, losses, episode),
            HasReference = episode.HasReference,
            Feedback = episode.Feedback,
            HasSource = episode.HasSource,
            TrainsOtherwise = _scope.TellsTraining,
        };
    }

    private IReadOnlyList<TaskMetric> BindMetrics(
        IReadOnlyList<MetricSyntax>? metrics, IReadOnlyList<ChannelLoss> losses, EpisodeBinder episode)
    {
        (bool hasReference, bool hasFeedback) = (episode.HasReference, episode.Feedback is not null);
        if (metrics is null)
            return [.. TaskMetrics.Of(losses, hasReference, hasFeedback).Select(kind => new TaskMetric(kind))];
        foreach (MetricSyntax metric in metrics)
            if (TaskMetrics.Problem(metric.Name, losses, hasReference, hasFeedback) is { } problem)
                _diagnostics.Add(metric.Mark, problem);
        return [.. metrics.Select(metric => TaskMetrics.Find(metric.Name)).OfType<TaskMetric>()];
    }

    private int BindParameter(TaskParameter parameter)
    {
        _scope.TryClaim(parameter.Name, "parameter");
        return _scope.DeclareNumber(parameter.Name, parameter.Range, parameter.Scope);
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
            int size = 0;
            if (Bind(item.Expression) is { } value)
                size = SizeOf(item, item.Expression!.Start, value);
            // A size that is wrong is told once: a width of 0 stands for it, or all symbols, and fits everything.
            Channel channel = item.CountsSymbols
                ? new(item.Name, start, 1) { Symbols = size > 0 ? size : TaskLimits.Symbols }
                : new(item.Name, start, size);
            channels.Add(channel);
            start += channel.Width;
        }

        if (start > TaskLimits.Width)
            _diagnostics.Add(items[0].Mark, $"the channels are {start} wide together; at most {TaskLimits.Width} is possible");
        return new(channels) { Vocabularies = [.. items.Select(item => VocabularyOf(item.Expression))] };
    }

    /// <summary>The vocabulary whose size an expression asks for, and nothing else.</summary>
    private Vocabulary? VocabularyOf(Expression? size) =>
        size is CallExpression { Function: VocabularyFunction.FunctionName, Arguments: [NameExpression column] }
            ? _scope.Corpus.Corpus?.Find(column.Name)?.Vocabulary
            : null;

    /// <summary>The width of a channel, or how many symbols it has.</summary>
    private int SizeOf(NamedExpression item, SourceMark mark, TaskValue value)
    {
        (int least, int most) = item.CountsSymbols ? (2, TaskLimits.Symbols) : (1, TaskLimits.Width);
        string? problem = value switch
        {
            NumberValue { Range: { IsFixed: false } range } => $"the same in every episode, and this varies in {range}",
            NumberValue { Range: { IsInteger: true, Low: var low } } when low >= least && low <= most => null,
            NumberValue number => $"an integer from {least} to {most}, and this is {number.Range}",
            _ => $"a number, found {value.Describe()}",
        };
        if (problem is null)
            return (int)((NumberValue)value).Range.Low;
        _diagnostics.Add(mark, $"the {(item.CountsSymbols ? "symbols" : "width")} of '{item.Name}' must be {problem}");
        return 0;
    }
}
