using NeuralMemory.Experiments;

namespace NeuralMemory.Cli;

/// <summary>An evaluation as a line of a log.</summary>
internal static class EvaluationLine
{
    /// <summary>Where, at what, and how well.</summary>
    public static string Of(EvaluationResult result)
    {
        string slots = result.Slots is { } count ? $", {Readable.Count(count)} slots" : "";
        return $"evaluation at step {Readable.Count(result.Step)} ({Readable.Parameters(result.Parameters)}{slots}): {Readable.Scores(result)}";
    }
}
