using NeuralMemory.Numerics;

namespace NeuralMemory.Tasks;

/// <summary>
/// Looks for what is wrong with a task beyond its syntax and types, by making episodes, also at the extremes of its parameters.
/// </summary>
public static class TaskValidator
{
    private const int EpisodesPerExtreme = 16;

    // A random bit asked for once an episode equals another by chance in all of them once in 2^64.
    private const int EpisodesLookedAt = 64;
    private const int MostVaried = 8;

    /// <summary>
    /// Checks a task: every channel is written by some phase; episodes can be made with every parameter at either end of its
    /// range, in all combinations (up to 8 varied parameters; beyond, the others stay drawn), and with parameters as drawn; and no
    /// target stands in the input of the step that asks for it.
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

            // What the task rules out itself is no extreme of it.
            if (!task.Permits(parameters))
                continue;
            // One error of a place is enough: the next corner would repeat it with other numbers.
            Report(Try(task, parameters));
        }

        Report(LookAt(task));
        return diagnostics.Items;

        void Report(IEnumerable<Diagnostic> problems)
        {
            foreach (Diagnostic problem in problems)
                if (places.Add(problem.Mark))
                    diagnostics.Add(problem.Mark, problem.Message);
        }
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

    private static IEnumerable<Diagnostic> LookAt(TaskDefinition task)
    {
        var answers = new VisibleAnswers(task);
        try
        {
            for (int i = 0; i < EpisodesLookedAt; i++)
                answers.Look(StreamKey.FromSeed(0), i);
        }
        catch (InvalidInputException error)
        {
            return error.Diagnostics;
        }

        return answers.Problems;
    }
}
