using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>What a phase says of the answers that come back.</summary>
/// <param name="Mark">Where it stands.</param>
/// <param name="Channels">Input channels, each with the name of the target channel whose answer comes back there.</param>
internal sealed record FeedbackSyntax(SourceMark Mark, IReadOnlyList<NamedExpression> Channels);

/// <summary>How a machine answers that runs freely.</summary>
/// <param name="Mark">Where it is said.</param>
/// <param name="Beam">How many answers are kept side by side.</param>
/// <param name="Longest">How many steps an answer has at most; null for those that are wanted at most.</param>
internal sealed record DecodingSyntax(SourceMark Mark, int Beam, int? Longest);
