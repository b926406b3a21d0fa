using System.Diagnostics;
using NeuralMemory.Autodiff;
using NeuralMemory.Experiments;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using NeuralMemory.Tasks;

namespace NeuralMemory.Benchmarks;

/// <summary>
/// A training step on one thread as the trainer makes it, but with a timestamp between its parts, and, where that is wanted, between its
/// primitives.
/// </summary>
internal sealed class StepByHand : IDisposable
{
    /// <summary>The parts, in their order.</summary>
    public static readonly string[] Parts = ["sampling", "passes", "scores", "sum over shards", "clip", "optimizer"];

    private readonly Experiment _experiment;
    private readonly IMachine _machine;
    private readonly TrainingPass _pass;
    private readonly EpisodeSampler _sampler;
    private readonly EpisodeScorer _scorer;
    private readonly IOptimizer _optimizer;
    private readonly GradientClip _clip;
    private readonly SequenceBatch[] _batches;
    private readonly Tape[] _tapes;
    private readonly TapeProfile[] _profiles;
    private readonly long[] _stamps = new long[Parts.Length + 1];
    private long _sequences;

    /// <summary>The step of a case.</summary>
    /// <param name="case">The case.</param>
    /// <param name="isProfiled">Whether primitives are timed.</param>
    public StepByHand(StepCase @case, bool isProfiled)
    {
        _experiment = @case.Load();
        _machine = _experiment.BuildMachine();
        _pass = new((tape, batch) => _machine.Run(tape, batch), _experiment.Task.TargetGroups, _machine.Config.ReadsAhead);
        (_sampler, _scorer) = (new(_experiment.Task, @case.Batch), new(_experiment.Task.Losses));
        _optimizer = _experiment.Config.Training.Optimizer.Method.Build(_machine.Parameters);
        _clip = _experiment.Config.Training.Clip?.Build() ?? new NoClip();
        int shards = (@case.Batch - 1) / @case.Shard + 1;
        List<TapeProfile> profiles = [];
        using NativeEngine engine = new(() =>
        {
            profiles.Add(new());
            return profiles[^1];
        });
        _batches = [.. Enumerable.Range(0, shards).Select(_ => new SequenceBatch())];
        _tapes = [.. _batches.Select(_ => (isProfiled ? engine : NativeEngine.Instance).NewTape(_machine.Parameters))];
        _profiles = [.. profiles];
        Sequences = Math.Min(@case.Shard, @case.Batch);
        TimeSteps = @case.Batch * _experiment.Task.MaxLength;
    }

    /// <summary>The sequences of a shard.</summary>
    public int Sequences { get; }

    /// <summary>The time-steps of all sequences of a step together.</summary>
    public int TimeSteps { get; }

    /// <summary>What is trained.</summary>
    public IMachine Machine => _machine;

    /// <summary>One for each shard; none where primitives are not timed.</summary>
    public IReadOnlyList<TapeProfile> Profiles => _profiles;

    /// <summary>The rows of a shard's steps.</summary>
    public int Rows => _batches[0].Rows;

    /// <summary>The rows of a shard's steps that the loss is of.</summary>
    public int Answers => _batches[0].Answers;

    /// <summary>How many bytes the tapes' last passes hold.</summary>
    public double TapeBytes => (double)_tapes[0].Used * sizeof(Real);

    /// <summary>Ticks that a part of the last step took.</summary>
    public long TicksOf(int part) => _stamps[part + 1] - _stamps[part];

    /// <summary>Ticks of the last step.</summary>
    public long Ticks => _stamps[^1] - _stamps[0];

    /// <summary>Makes a step.</summary>
    public void Run()
    {
        double rate = _experiment.Config.Training.Optimizer.Rate;
        _stamps[0] = Stopwatch.GetTimestamp();
        long counted = 0;
        for (int shard = 0; shard < _tapes.Length; shard++)
        {
            SequenceBatch batch = _batches[shard];
            _sampler.Sample(batch, new StreamKey(1), _sequences, Sequences);
            _sequences += Sequences;
            foreach (TargetGroup group in _pass.Groups)
                counted += batch.CountScored(group);
        }

        _stamps[1] = Stopwatch.GetTimestamp();
        long scores = 0;
        for (int shard = 0; shard < _tapes.Length; shard++)
        {
            _tapes[shard].Reset(_batches[shard].Rows);
            PassResult result = _tapes[shard].Learn(_pass, _batches[shard], (Real)(1.0 / counted));
            long start = Stopwatch.GetTimestamp();
            _scorer.Reset();
            _scorer.Add(_batches[shard], result.Logits);
            scores += Stopwatch.GetTimestamp() - start;
        }

        _stamps[3] = Stopwatch.GetTimestamp();
        _stamps[2] = _stamps[3] - scores;
        for (int shard = 1; shard < _tapes.Length; shard++)
            ShardedStep.Add(_tapes[shard].Gradients, _tapes[0].Gradients);
        _stamps[4] = Stopwatch.GetTimestamp();
        ClippedGradient clipped = _clip.Apply(_tapes[0].Gradients);
        _stamps[5] = Stopwatch.GetTimestamp();
        _optimizer.Update(_machine.Parameters.Block, _tapes[0].Gradients, rate, clipped.Scale, null);
        _stamps[6] = Stopwatch.GetTimestamp();
    }

    public void Dispose()
    {
        foreach (Tape tape in _tapes)
            tape.Dispose();
        _optimizer.Dispose();
        _machine.Dispose();
    }
}
