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

    /// <summary>The definition of a run's task; an empty one where it cannot be read: the run's figures are worth reading all the same.</summary>
    public FlatConfig Of(RunDirectory run)
    {
        try
        {
            return Read(run.TaskPath, run.ReadTask());
        }
        catch (RunException)
        {
            return FlatConfig.Empty;
        }
    }
}
