using NeuralMemory.Experiments;

namespace NeuralMemory.Commands;

/// <summary>The evaluations of a run as lines of a log, each once; the grid at the end is left to the table that follows.</summary>
internal sealed class EvaluationLog
{
    private long _lastStep = -1;

    /// <summary>The line for an evaluation, or null if there is nothing new in it.</summary>
    public string? LineOf(EvaluationResult result)
    {
        if (result.Step == _lastStep)
            return null;
        _lastStep = result.Step;
        return $"evaluation at step {Readable.Count(result.Step)}: {Readable.Scores(result)}";
    }
}
