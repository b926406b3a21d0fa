using NeuralMemory.Tasks;
using NeuralMemory.Testing;

namespace NeuralMemory.Benchmarks;

/// <summary>The task that steps are measured on: copy, always at the same length, so that all steps are the same work.</summary>
internal static class CopyTask
{
    /// <summary>The vectors to be copied; an episode has 2 x 20 + 1 time-steps.</summary>
    public const int Length = 20;

    public static TaskDefinition Load()
    {
        // One of the packages has a global namespace of that name.
        var diagnostics = new Tasks.Diagnostics();
        YamlNode? overrides = YamlReader.Read("benchmark", $"length: {Length}", diagnostics);
        TaskDefinition? task = TaskDefinition.Load(Repository.Path("tasks", "copy.yaml")).ForTraining((YamlMapping)overrides!, diagnostics);
        diagnostics.ThrowIfAny();
        return task!;
    }
}
