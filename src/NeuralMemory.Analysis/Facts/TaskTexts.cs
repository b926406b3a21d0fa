using NeuralMemory.Results;

namespace NeuralMemory.Analysis;

/// <summary>Task definitions that were read: the runs of a folder have few of them, and each is read once.</summary>
internal sealed class TaskTexts
{
    private readonly Dictionary<string, FlatConfig> _known = new(StringComparer.Ordinal);

    /// <summary>The definition in a text.</summary>
    public FlatConfig Read(string file, string text)
    {
        if (!_known.TryGetValue(text, out FlatConfig? task))
            _known.Add(text, task = FlatConfig.Read(file, text, out _));
        return task;
    }

    /// <summary>The definition of a run's task; an empty one of what is no definition.</summary>
    /// <exception cref="RunException">It is missing, or the system refused.</exception>
    public FlatConfig Of(RunDirectory run) => Read(run.TaskPath, run.ReadTask());
}
