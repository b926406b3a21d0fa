using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>A name and the expression that it stands for, or that is written to it; null when that cannot be parsed.</summary>
internal sealed record NamedExpression(string Name, SourceMark Mark, Expression? Expression, DrawScope Scope = DrawScope.Sequence);
