using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>Measures a machine at one point, with the weights that it has by then.</summary>
internal sealed class PointEvaluator : IDisposable
{
    private readonly Experiment _experiment;
    private readonly IMachine _machine;
    private readonly EvaluationPoint _point;
    private readonly Computing _computing;
    private readonly Evaluator? _kept;
    private readonly bool _withAnswers;
    private readonly Action<EpisodeNumbers>? _observe;

    /// <param name="experiment">What the machine is trained for.</param>
    /// <param name="machine">The machine, with the memory that it is trained with.</param>
    /// <param name="point">What to measure.</param>
    /// <param name="computing">What computes.</param>
    /// <param name="observe">Is given every episode, in order, its own answers included where they come back; null for nobody.</param>
    public PointEvaluator(
        Experiment experiment, IMachine machine, EvaluationPoint point, Computing computing, Action<EpisodeNumbers>? observe = null)
    {
        _observe = observe is null ? null : episode => observe(episode with
        {
            Point = point.Name,
            Slots = point.Slots ?? machine.Config.MemorySlots,
        });
        (_experiment, _machine, _point, _computing) = (experiment, machine, point, computing);
        _withAnswers = WithAnswers(experiment, point);
        // A machine of another size is a copy, which grows old when training goes on.
        _kept = point.Slots is null && point.Clamps.Count == 0 ? new Evaluator(machine, point, LetsAnswer, computing, _observe) : null;
    }

    /// <summary>Whether a point differs from the one that is measured here in its name and its episodes at most.</summary>
    public bool Measures(EvaluationPoint point) => point with { Name = _point.Name, Seed = _point.Seed } == _point;

    /// <summary>Measures.</summary>
    /// <param name="step">Training steps of the weights.</param>
    /// <param name="sequences">Training sequences that they have seen.</param>
    /// <param name="token">Asks to stop: each thread finishes the episodes that it is at.</param>
    /// <returns>The result; null when some episodes were not measured because of <paramref name="token"/>.</returns>
    /// <exception cref="InvalidInputException">The task could not make one of the episodes.</exception>
    public EvaluationResult? Run(long step, long sequences, CancellationToken token) => Run(_point, step, sequences, token);

    /// <summary>The same on the episodes of another point that is no other setting (<see cref="Measures"/>), and under its name.</summary>
    public EvaluationResult? Run(EvaluationPoint point, long step, long sequences, CancellationToken token)
    {
        StreamKey episodes = Evaluator.StreamOf(point);
        TaskScores? scores = _kept is { } kept ? kept.Run(episodes, token) : _machine.At(_point, resized =>
        {
            using Evaluator evaluator = new(resized, _point, LetsAnswer, _computing, _observe);
            return evaluator.Run(episodes, token);
        });
        if (scores is null)
            return null;
        TaskMetric? decisive = _experiment.Config.Stop?.Metric;
        return new()
        {
            Name = point.Name,
            Seed = point.Seed,
            Split = EvaluationSplit.Of(_experiment.Config.Evaluation, point),
            Step = step,
            Sequences = sequences,
            Parameters = [.. _point.Task.Parameters.Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Range))],
            Slots = _point.Slots ?? _machine.Config.MemorySlots,
            Scores = scores,
            Clamps = [.. _point.Clamps.Select(clamp => clamp.ToShortString())],
            DrawnOnce = _point.Task.DrawnOnce,
            Metrics = EvaluationResult.MetricsOf(_point.Task, decisive, scores),
            Decisive = decisive,
            Beam = _withAnswers ? _point.Task.Feedback!.Beam : null,
            Engine = _experiment.Config.Training.Engine is NativeEngineConfig ? null : _computing.Engine.Name,
        };
    }

    /// <summary>Whether any metric asks for what the machine answers while its own answer comes back to it: that takes time.</summary>
    public static bool WithAnswers(Experiment experiment, EvaluationPoint point) => point.Task.Feedback is not null
        && (point.Task.Metrics.Any(metric => metric.IsFree) || experiment.Config.Stop is { Metric.IsFree: true });

    private bool LetsAnswer => _withAnswers || (_observe is not null && _point.Task.Feedback is not null);

    /// <inheritdoc/>
    public void Dispose() => _kept?.Dispose();
}
