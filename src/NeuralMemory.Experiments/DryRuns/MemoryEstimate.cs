using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments;

/// <summary>
/// Estimates what memory a run takes, from a batch and a group of held-out episodes that are really computed: what they leave in use is
/// counted, and scaled to the largest batch of the run.
/// </summary>
internal sealed class MemoryEstimate : IDisposable
{
    /// <summary>What a process takes that has trained something tiny: the runtime, the code, and what collections leave lying.</summary>
    internal const long ProgramBytes = 70L << 20;

    // Of so many batches the one with the most steps is computed.
    private const int Looks = 16;

    // Beyond so many products a group of an evaluation is judged by one of its episodes.
    private const double MostWork = 1e10;

    private readonly Experiment _experiment;
    private readonly IMachine _machine;
    private readonly IEngine _engine;
    private readonly Computing _computing;
    private readonly ShardedStep _step;
    private readonly StreamKey _stream;
    private readonly double _scale;

    public MemoryEstimate(Experiment experiment, IMachine machine, IEngine engine)
    {
        (_experiment, _machine, _engine) = (experiment, machine, engine);
        _stream = StreamKey.FromSeed(experiment.Config.Seed).Split("training");
        _computing = new(engine, experiment.Threads);
        TrainingConfig part = PartOfBatch.Of(experiment, machine, engine, out _scale);
        // Without the curriculum: what is asked for is what the hardest batches take.
        _step = new(machine, experiment.Task, null, part, _stream, _computing, _scale);
    }

    /// <summary>Before every how many-th time-step a state was kept in the batch that was computed; null where all steps were.</summary>
    public int? CheckpointedEvery => _step.CheckpointedEvery;

    /// <summary>Estimates.</summary>
    /// <param name="moments">How many numbers the optimizer keeps of each parameter.</param>
    /// <returns>The estimate; null for an engine that takes memory by rules of its own, which computes a batch all the same.</returns>
    /// <exception cref="Yaml.InvalidInputException">The task could not make one of the episodes.</exception>
    /// <exception cref="EngineException">The engine failed.</exception>
    public MemoryUse? Make(int moments)
    {
        if (_engine is not NativeEngine)
        {
            _step.Run(0);
            return null;
        }

        long parameters = (long)_machine.Parameters.Length * sizeof(Real);
        return new(
            ProgramBytes, (1 + moments) * parameters, OfTraining(), OfEvaluation(parameters),
            // Those of one save may not have been collected when the next one copies.
            2 * (1 + moments) * parameters);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _step.Dispose();
        _computing.Dispose();
    }

    /// <summary>Into how many shards the whole batch is divided.</summary>
    private double Shards => Math.Ceiling(_step.Shards * _scale);

    private long OfTraining()
    {
        TrainingConfig training = _experiment.Config.Training;
        int batch = training.Batch, shard = SideBySide.InTraining(training, _engine.DividesBatches);
        long first = 0;
        double growth = 1;
        if (_experiment.Task.MinLength < _experiment.Task.MaxLength)
            (first, growth) = Largest(batch, shard);
        _step.Run(first);
        // A tape that holds a part of each sequence grows no longer than that is whole.
        double part = training.Truncate is { } cut ? Math.Clamp((double)cut * shard / _step.RowsOfPart, 1, growth) : growth;
        // Nor do steps that are computed again grow more with the length than the root of it.
        double again = _step.BytesOfSteps * Math.Sqrt(part);
        double bytes = again + (_step.BytesOfPart - _step.BytesOfSteps) * part + (_step.Bytes - _step.BytesOfPart) * growth;
        return (long)(bytes * _scale) + (long)Shards * _machine.Parameters.Length * sizeof(Real);
    }

    /// <summary>The first episode of a large batch, and how much larger the largest shard of the run is than that batch's.</summary>
    private (long First, double Growth) Largest(int batch, int shard)
    {
        SequenceBatch drawn = new();
        EpisodeSampler sampler = new(_experiment.Task, batch) { ReadsSource = _machine.Config.ReadsSource };
        long first = 0, most = 0, lengths = 0;
        double sum = 0, squares = 0;
        for (int look = 0; look < Looks; look++)
        {
            sampler.Sample(drawn, _stream, (long)look * batch, shard);
            long rows = drawn.Rows + (drawn.Source?.Rows ?? 0);
            for (int sequence = 0; sequence < shard; sequence++, lengths++)
            {
                double length = drawn.Lengths[sequence] + (drawn.Source is { } source ? source.Lengths[drawn.SourcePlaces[sequence]] : 0);
                sum += length;
                squares += length * length;
            }

            if (rows > most)
                (first, most) = ((long)look * batch, rows);
        }

        // The largest of n sums of independent lengths, as if they were normal: the mean plus the root of 2 ln n deviations.
        double mean = sum / lengths, deviation = Math.Sqrt(Math.Max(0, squares / lengths - mean * mean));
        double shards = Math.Max(2, _experiment.Config.Training.TotalSteps * Shards);
        double largest = Math.Min(
            (double)_experiment.Task.MaxLength * shard, mean * shard + deviation * Math.Sqrt(shard) * Math.Sqrt(2 * Math.Log(shards)));
        return (first, Math.Max(1, largest / most));
    }

    /// <summary>What stays between evaluations, and of those that end the run the largest, which come one after another.</summary>
    private long OfEvaluation(long parameters)
    {
        EvaluationPoint usual = _experiment.Evaluation;
        bool isKept = _experiment.Config.Evaluation.Every is not null && usual.Slots is null;
        EvaluationPoint[] passing = isKept ? [.. _experiment.Grid] : [usual, .. _experiment.Grid];
        long kept = isKept ? OfPoint(usual, parameters) : 0;
        return kept + (passing.MaxBy(SizeOf) is { } largest ? OfPoint(largest, parameters) : 0);
    }

    private long OfPoint(EvaluationPoint point, long parameters) => _machine.At(point, machine =>
    {
        int group = Math.Min(point.Episodes, SideBySide.InEvaluation(_engine.DividesBatches));
        int groups = (point.Episodes + group - 1) / group;
        double work = (double)group * point.Task.MaxLength * (machine.Parameters.Count + machine.Config.LargestState);
        bool withAnswers = PointEvaluator.WithAnswers(_experiment, point);
        long lane = work > MostWork
            ? Evaluator.BytesOf(machine, point, withAnswers, _engine, episodes: 1) * group
            : Evaluator.BytesOf(machine, point, withAnswers, _engine, group);
        return Math.Min(_computing.Pool.Threads, groups) * lane + (point.Slots is null ? 0 : parameters);
    });

    private double SizeOf(EvaluationPoint point)
    {
        MachineConfig machine = _machine.Config;
        MachineConfig sized = point.Slots is { } slots ? machine.WithSlots(slots) ?? machine : machine;
        double row = _machine.InputWidth + 2.0 * point.Task.Targets.Width + _machine.OutputWidth;
        return point.Task.MaxLength * row + 2.0 * sized.LargestState;
    }
}
