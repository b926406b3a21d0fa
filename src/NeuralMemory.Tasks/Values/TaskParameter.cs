using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>A quantity that a task varies from sequence to sequence, or that a config sets.</summary>
/// <param name="Name">Its name in the task file.</param>
/// <param name="Mark">Where its value was written: in the task file, a config or an override.</param>
/// <param name="Range">The values it is drawn from, uniformly; one value when it is fixed.</param>
/// <param name="Trained">The range it is trained with, which <c>standardize</c> refers to; an evaluation that draws from elsewhere
/// keeps it.</param>
/// <param name="Scope">How often it is drawn; no override changes that.</param>
public sealed record TaskParameter(
    string Name, SourceMark Mark, ValueRange Range, ValueRange Trained, DrawScope Scope = DrawScope.Sequence);
