using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>What must hold of the values drawn, as written.</summary>
internal sealed record ConditionSyntax(string Text, Expression Expression)
{
    /// <summary>The draw from which on values are drawn again where it does not hold; null for all of its scope.</summary>
    public (SourceMark Mark, string Name)? From { get; init; }
}

/// <summary>What is said of all channels at once, or of each by its name.</summary>
/// <param name="Mark">Where it stands.</param>
/// <param name="All">What holds for all, or null.</param>
/// <param name="Channels">What holds for each, or null.</param>
internal sealed record PerChannelSyntax(SourceMark Mark, Expression? All, IReadOnlyList<NamedExpression>? Channels)
{
    /// <summary>What is said of a channel; null when nothing is, or it cannot be parsed.</summary>
    public Expression? Find(string channel) =>
        Channels is null ? All : Channels.FirstOrDefault(item => item.Name == channel)?.Expression;
}

/// <summary>A metric as written.</summary>
internal sealed record MetricSyntax(SourceMark Mark, string Name);

/// <summary>An item of an episode.</summary>
internal abstract record PhaseSyntax(SourceMark Mark)
{
    /// <summary>The condition on which it happens, or null when it always does.</summary>
    public Expression? When { get; init; }
}

/// <summary>Some steps that show inputs, recall targets, or wait.</summary>
internal sealed record StepsSyntax(
    SourceMark Mark, string Name, IReadOnlyList<NamedExpression> Show, IReadOnlyList<NamedExpression>? Recall, Expression? Steps)
    : PhaseSyntax(Mark)
{
    /// <summary>Which of what is recalled is scored; null for all.</summary>
    public PerChannelSyntax? Score { get; init; }

    /// <summary>Which of it enters the loss of training; null for what is scored.</summary>
    public PerChannelSyntax? Train { get; init; }

    /// <summary>Whether what it shows is what an answer is read from.</summary>
    public bool IsSource { get; init; }

    /// <summary>The answers that come back; null for none.</summary>
    public FeedbackSyntax? Feedback { get; init; }

    /// <summary>What the optimal predictor expects; empty where everything is known.</summary>
    public IReadOnlyList<NamedExpression> Reference { get; init; } = [];
}

/// <summary>Phases that are gone through several times.</summary>
internal sealed record LoopSyntax(SourceMark Mark, NamedExpression Index, IReadOnlyList<PhaseSyntax> Body) : PhaseSyntax(Mark);

/// <summary>
/// A task file as written: its expressions are parsed but not yet understood. Where something could not be read, which was reported, enough
/// is kept to go on and find the other problems: the names of broken parameters, and null for broken expressions and sections.
/// </summary>
internal sealed record TaskSyntax(
    IReadOnlyList<string> BrokenParameters,
    bool LacksNames,
    IReadOnlyList<NamedExpression> Variables,
    IReadOnlyList<NamedExpression>? Inputs,
    IReadOnlyList<NamedExpression>? Targets,
    IReadOnlyList<NamedExpression> Draws,
    IReadOnlyList<ConditionSyntax> Conditions,
    SourceMark EpisodeMark,
    IReadOnlyList<PhaseSyntax> Episode)
{
    /// <summary>How the targets are scored; null when that cannot be read.</summary>
    public PerChannelSyntax? Loss { get; init; }

    /// <summary>How far an answer may be from a number and is right, or null.</summary>
    public PerChannelSyntax? Tolerance { get; init; }

    /// <summary>The classes that end answers, or null.</summary>
    public PerChannelSyntax? Terminator { get; init; }

    /// <summary>How a machine answers that runs freely; null where nothing is said.</summary>
    public DecodingSyntax? Decoding { get; init; }

    /// <summary>What an episode may cost.</summary>
    public EpisodeBudget Budget { get; init; } = EpisodeBudget.Standard;

    /// <summary>The corpus; null when there is none, or it cannot be read.</summary>
    public Corpus? Corpus { get; init; }

    /// <summary>Whether there is a corpus that cannot be read.</summary>
    public bool LacksCorpus { get; init; }

    /// <summary>What the check would report, and is meant.</summary>
    public IReadOnlyList<Acknowledged> Acknowledged { get; init; } = [];

    /// <summary>What evaluations report; null for all that can be measured.</summary>
    public IReadOnlyList<MetricSyntax>? Metrics { get; init; }
}
