using NeuralMemory.Numerics;

namespace NeuralMemory.Tasks;

/// <summary>
/// Looks for what is wrong with a task beyond its syntax and types, by making episodes at the extremes of its parameters.
/// </summary>
public static class TaskValidator
{
    private const int EpisodesPerExtreme = 16;
    private const int MostVaried = 8;

    /// <summary>
    /// Checks a task: every channel is written by some phase, and episodes can be made with every parameter at either end of its
    /// range, in all combinations (up to 8 varied parameters; beyond, the others stay drawn).
    /// </summary>
    /// <returns>The problems, sorted by position; none when all is well.</returns>
    public static IReadOnlyList<Diagnostic> Validate(TaskDefinition task)
    {
        ArgumentNullException.ThrowIfNull(task);
        var diagnostics = new Diagnostics();
        foreach (Diagnostic silent in task.Compile().SilentChannels)
            diagnostics.Add(silent.Mark, silent.Message);
        int[] varied = [.. Enumerable.Range(0, task.Parameters.Count).Where(i => !task.Parameters[i].Range.IsFixed).Take(MostVaried)];
        var places = new HashSet<SourceMark>();
        for (int corner = 0; corner < 1 << varied.Length; corner++)
        {
            TaskParameter[] parameters = [.. task.Parameters];
            for (int i = 0; i < varied.Length; i++)
            {
                ValueRange range = parameters[varied[i]].Range;
                double end = (corner >> i & 1) == 0 ? range.Low : range.High;
                parameters[varied[i]] = parameters[varied[i]] with { Range = new(end, end, range.IsInteger) };
            }

            // One error of a place is enough: the next corner would repeat it with other numbers.
            foreach (Diagnostic problem in Try(task, parameters))
                if (places.Add(problem.Mark))
                    diagnostics.Add(problem.Mark, problem.Message);
        }

        return diagnostics.Items;
    }

    private static IReadOnlyList<Diagnostic> Try(TaskDefinition task, IReadOnlyList<TaskParameter> parameters)
    {
        var diagnostics = new Diagnostics();
        if (task.With(parameters, diagnostics) is not { } extreme)
            return diagnostics.Items;
        var sampler = new EpisodeSampler(extreme);
        var batch = new SequenceBatch();
        try
        {
            for (int i = 0; i < EpisodesPerExtreme; i++)
                sampler.Sample(batch, StreamKey.FromSeed(0), i, 1);
        }
        catch (InvalidInputException error)
        {
            return error.Diagnostics;
        }

        return [];
    }
}
