using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>A name and the expression that it stands for, or that is written to it; null when that cannot be parsed.</summary>
internal sealed record NamedExpression(string Name, SourceMark Mark, Expression? Expression, DrawScope Scope = DrawScope.Sequence)
{
    /// <summary>Of a channel, whether the expression counts the symbols whose numbers it holds; else it says how wide it is.</summary>
    public bool CountsSymbols { get; init; }
}
