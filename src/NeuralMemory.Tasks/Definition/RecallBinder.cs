using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>
/// Finds out what a phase recalls: <c>recall</c>, <c>score</c>, <c>train</c> and <c>reference</c>. In training <c>train</c> stands in the
/// place of <c>score</c>.
/// </summary>
/// <param name="scope">The names in force, and what the episodes are for.</param>
/// <param name="expressions">What understands expressions.</param>
/// <param name="targets">The target channels, or null when they cannot be read.</param>
/// <param name="losses">How they are scored, or null when that cannot be read.</param>
/// <param name="diagnostics">Receives the problems.</param>
internal sealed class RecallBinder(
    Scope scope, ExpressionBinder expressions, ChannelLayout? targets, IReadOnlyList<ChannelLoss>? losses, Diagnostics diagnostics)
{
    private const string Target = "target";
    private readonly WriteBinder _writes = new(expressions, diagnostics);
    private readonly List<RecalledChannel> _recalled = [];

    /// <summary>The target channels that phases name, in the order of the file.</summary>
    public IReadOnlyList<RecalledChannel> Recalled => _recalled;

    /// <summary>Whether a phase says what an optimal predictor expects.</summary>
    public bool HasReference { get; private set; }

    /// <summary>What a phase recalls; null when it has no <c>recall</c>.</summary>
    /// <param name="phase">The phase.</param>
    /// <param name="index">Its number among the phases.</param>
    public RecallPart? Bind(StepsSyntax phase, int index)
    {
        if (phase.Recall is null)
            return null;
        ChannelWrite[] recall = _writes.Bind(phase.Recall, targets, "target", RuleOf(Target));
        _recalled.AddRange(recall.Select(write => new RecalledChannel(index, write.Channel, write.Value.Mark)));
        ScoreWrite[] scores = BindScores("score", phase.Score), trained = BindScores("train", phase.Train);
        scope.TellsTraining |= phase.Train is not null;
        if (phase.Train is not null && scope.Corpus.Split == CorpusSplit.Training)
            scores = trained;
        ChannelWrite[] reference = _writes.Bind(phase.Reference, targets, "target", RuleOf("reference"));
        HasReference |= phase.Reference.Count > 0;
        return new(
            recall, scores, [.. reference.Select(write => new ReferenceWrite(write, LossOf(write.Channel)?.IsBits ?? true))],
            losses ?? [], targets?.Width ?? 0);
    }

    private ScoreWrite[] BindScores(string key, PerChannelSyntax? score) =>
        score is null || targets is null ? [] : [.. BindScores(key, score, targets)];

    private IEnumerable<ScoreWrite> BindScores(string key, PerChannelSyntax score, ChannelLayout channels)
    {
        if (score.All is { } all && BindFlag(key, all, all.Start) is { } common)
            yield return new(new("", 0, channels.Width), common, key);
        foreach (NamedExpression item in score.Channels ?? [])
            if (channels.Find(item.Name) is not { } channel)
                diagnostics.Add(
                    item.Mark, $"there is no target channel {Quoted.Text(item.Name)}{NearestName.Hint(item.Name, channels.Names)}");
            else if (item.Expression is { } expression && BindFlag(key, expression, item.Mark) is { } flag)
                yield return new(channel, flag, key);
    }

    private PhaseValue? BindFlag(string key, Expression expression, SourceMark mark)
    {
        TaskValue? value = expressions.Bind(expression);
        string? problem = value switch
        {
            SequenceValue { Width: not 1 } => $"'{key}' must be 0 or 1 in rows of width 1, and this is {value.Describe()}",
            SequenceValue { Elements: var elements } => Outside(elements),
            NumberValue { Range: var range } => Outside(range),
            _ => null,
        };
        if (problem is not null)
            diagnostics.Add(expression.Start, problem);
        return problem is null && value is not null ? new(value, $"'{key}'", mark) : null;

        string? Outside(ValueRange range) =>
            range.High < 0 || range.Low > 1 || (range.IsFixed && !range.IsInteger) ? $"'{key}' must be 0 or 1, and this is {range}" : null;
    }

    /// <summary>Of a symbol that is wanted by its number, the reference is one probability, as a bit's is.</summary>
    private Func<Channel, SourceMark, IWriteRule?> RuleOf(string what) => (channel, mark) =>
        channel.Symbols is not null && what == Target ? new SymbolRule(channel, mark)
        : LossOf(channel) is { IsSquared: true } ? RuleOfNumbers(what, channel, mark)
        : LossOf(channel) is { } loss ? new TargetRule(what, channel.Symbols is null ? loss.Classes : 1, mark)
        : null;

    private FiniteRule RuleOfNumbers(string what, Channel channel, SourceMark mark)
    {
        if (what != Target)
            diagnostics.Add(mark, $"a reference is made of probabilities, and the loss of '{channel.Name}' is squared");
        return new(channel, mark);
    }

    private ChannelLoss? LossOf(Channel channel) => losses?.FirstOrDefault(loss => loss.Channel == channel);
}
