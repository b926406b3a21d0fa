using NeuralMemory.Numerics;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>
/// Draws the parameters and computes the names of a task, each as often as its scope says: for the task from the task's own seed, for
/// batch b from <c>stream.Split("batch").Split(b)</c>, for episode k from <c>stream.Split(k)</c>. What narrows the ranges is asked for each
/// episode, but for each batch where a parameter is drawn per batch, so that all parameters of an episode are of one level.
/// </summary>
/// <param name="task">The task.</param>
/// <param name="program">The task compiled, for the one sampler that draws.</param>
/// <param name="state">Receives the values.</param>
/// <param name="ranges">What the parameters are drawn from.</param>
/// <param name="batch">How many episodes make a batch, at least 1.</param>
internal sealed class ScopedDraws(TaskDefinition task, TaskProgram program, EpisodeState state, ParameterRanges ranges, int batch)
{
    /// <summary>How often values are drawn until all conditions hold.</summary>
    public const int MostAttempts = 1000;

    private readonly int[][] _parameters =
    [
        .. Enum.GetValues<DrawScope>().Select(scope =>
            Enumerable.Range(0, task.Parameters.Count).Where(i => task.Parameters[i].Scope == scope).ToArray()),
    ];

    private readonly DrawScope _narrowed = task.Parameters.Any(parameter => parameter is { Scope: DrawScope.Batch, Range.IsFixed: false })
        ? DrawScope.Batch
        : DrawScope.Sequence;

    private bool _hasTask;
    private (StreamKey Stream, long Number)? _batch;

    /// <summary>The scope drawn last.</summary>
    public DrawScope Reached { get; private set; }

    /// <summary>Draws what an episode needs and does not share with the one before.</summary>
    /// <exception cref="EpisodeException">A value cannot be computed, or the conditions do not come to hold.</exception>
    public void Draw(StreamKey stream, long episode)
    {
        if (!_hasTask)
            Run(DrawScope.Task, StreamKey.FromSeed(task.Seed).Split("task"), 0);
        _hasTask = true;
        (StreamKey Stream, long Number) current = (stream, episode / batch);
        if (_batch != current)
        {
            _batch = null;
            Run(DrawScope.Batch, stream.Split("batch").Split(current.Number), current.Number);
            _batch = current;
        }

        Run(DrawScope.Sequence, stream.Split(episode), episode);
    }

    private void Run(DrawScope scope, StreamKey key, long number)
    {
        Reached = scope;
        (state.Number, state.LinesTaken) = (number, 0);
        state.Random.Restart(key);
        if (scope == _narrowed)
            ranges.Choose(state.Random);
        Condition? failed = null;
        for (int attempt = 0; attempt < MostAttempts; attempt++)
            if (Try(scope, attempt, ref failed))
                return;

        throw new EpisodeException(failed!.Mark, $"{Quoted.Text(failed.Text)} does not come to hold in {MostAttempts} draws");
    }

    /// <summary>
    /// Draws the values of a scope once, or from where the condition that failed goes back to; whether all conditions hold, or else which
    /// of them does not.
    /// </summary>
    private bool Try(DrawScope scope, int attempt, ref Condition? failed)
    {
        try
        {
            DrawStep[] steps = program.Draws[(int)scope];
            int first = IndexOf(steps, failed?.From);
            if (first < 0)
                foreach (int parameter in _parameters[(int)scope])
                    state.Numbers[program.ParameterSlots[parameter]] =
                        Draw(ranges[parameter], task.Parameters[parameter].Range.IsInteger);
            for (int i = Math.Max(0, first); i < steps.Length; i++)
                if (!steps[i].Run(state))
                {
                    failed = (Condition)steps[i];
                    return false;
                }

            return true;
        }
        catch (EpisodeBudgetException error) when (failed is not null)
        {
            throw error.In($"after {Quoted.Text(failed.Text)} did not hold in {attempt} {(attempt == 1 ? "draw" : "draws")}");
        }
    }

    /// <summary>Where a step stands; -1 for none.</summary>
    private static int IndexOf(DrawStep[] steps, Assignment? step)
    {
        for (int i = 0; step is not null && i < steps.Length; i++)
            if (ReferenceEquals(steps[i], step))
                return i;
        return -1;
    }

    private double Draw(ValueRange range, bool isInteger) => range.IsFixed ? range.Low
        : isInteger ? state.Random.NextInt((int)range.Low, (int)range.High)
        : state.Random.NextDouble(range.Low, range.High);
}
