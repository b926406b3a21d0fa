using NeuralMemory.Experiments;
using NeuralMemory.Exports;

namespace NeuralMemory.Commands;

/// <summary>What <c>eval --outputs</c> writes: every episode of every point that is measured, in one file.</summary>
internal static class EvalOutputs
{
    /// <summary>Measures.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="request">What to measure.</param>
    /// <param name="withGrid">Whether the config's grid is measured, too.</param>
    /// <param name="path">Where the episodes go; null for nowhere.</param>
    /// <returns>What was asked for, and what of the config's grid.</returns>
    public static (IReadOnlyList<EvaluationResult> Asked, IReadOnlyList<EvaluationResult> Grid) Evaluate(
        TrainedMachine machine, EvaluationRequest request, bool withGrid, string? path)
    {
        if (path is null)
            return (machine.Evaluate(request), withGrid ? machine.Evaluate(request with { ConfigGrid = true }) : []);
        IReadOnlyList<EvaluationPoint> asked = machine.PointsOf(request),
            grid = withGrid ? machine.PointsOf(request with { ConfigGrid = true }) : [];
        EvaluationPoint[] points = [.. asked, .. grid];
        bool readsSource = machine.Machine.Config.ReadsSource;
        EpisodeSource[] sources = [.. points.Select(point => EpisodeSource.Of(point, readsSource))];
        EpisodeLayout layout = EpisodeLayout.Of(sources, 0, points[0].Episodes) with
        {
            Points = [.. points.Select(point => point.Name)],
            HasOutputs = true,
            HasAnswers = points[0].Task.Feedback is not null,
        };
        List<EvaluationResult> results = [];
        EpisodeFile.Write(path, layout, add => results.AddRange(points.Select(point => machine.EvaluateAt(point, add))));
        return (results[..asked.Count], results[asked.Count..]);
    }

    /// <summary>What was written, for the user.</summary>
    public static string Told(IReadOnlyList<EvaluationResult> results, string path)
    {
        int episodes = results.Sum(result => result.Episodes);
        return $"outputs of {Readable.Count(episodes)} {(episodes == 1 ? "episode" : "episodes")}: {path}";
    }
}
