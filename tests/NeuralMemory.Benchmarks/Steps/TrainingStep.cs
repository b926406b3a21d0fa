using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using NeuralMemory.Tasks;

namespace NeuralMemory.Benchmarks;

/// <summary>
/// The whole step of training: sampling, forward, backward, the sum over shards, clipping, optimizer.
/// </summary>
internal sealed unsafe class TrainingStep : IDisposable
{
    /// <summary>Sequences of a shard, which is what one thread computes in one piece.</summary>
    public const int ShardSize = 8;

    private const double Rate = 3e-4;
    private readonly IMachine _machine;
    private readonly Shard[] _shards;
    private readonly ShardPool _pool;
    private readonly IOptimizer _optimizer;
    private readonly GradientClip _clip = new NormClip();
    private readonly StreamKey _stream = StreamKey.FromSeed(1).Split("data");
    private readonly Action<int> _learn;
    private readonly int _batch;
    private long _firstEpisode;

    public TrainingStep(StepCase @case)
    {
        TaskDefinition task = CopyTask.Load();
        _batch = @case.Batch;
        _machine = StepMachines.Find(@case.Machine).Build(task.Inputs.Width, task.Targets.Width, StreamKey.FromSeed(1).Split("init"));
        _shards = [.. Enumerable.Range(0, (_batch - 1) / ShardSize + 1).Select(i => new Shard(_machine, task, i * ShardSize, _batch))];
        _pool = new ShardPool(@case.Threads);
        _optimizer = new GravesRmsPropConfig().Build(_machine.Parameters.Length);
        _learn = shard => _shards[shard].Learn(_stream, _firstEpisode);
        TimeSteps = _batch * task.MaxLength;
        Flops = FlopCount.OfTimeStep(_machine) * TimeSteps;
    }

    /// <summary>The time-steps of all sequences of a step together.</summary>
    public int TimeSteps { get; }

    /// <summary>The floating-point operations of a step.</summary>
    public long Flops { get; }

    /// <summary>Makes one step.</summary>
    /// <returns>The loss.</returns>
    public double Run()
    {
        _pool.Run(_shards.Length, _learn);
        _firstEpisode += _batch;
        Span<Real> gradient = _shards[0].Tape.Gradients;
        double loss = _shards[0].Loss;
        for (int i = 1; i < _shards.Length; i++)
        {
            fixed (Real* sum = gradient, part = _shards[i].Tape.Gradients)
                Elementwise.Add(part, sum, gradient.Length);
            loss += _shards[i].Loss;
        }

        ClippedGradient clipped = _clip.Apply(gradient);
        _optimizer.Update(_machine.Parameters.Block, gradient, Rate, clipped.Scale);
        return loss;
    }

    /// <summary>Only draws the episodes of a step, on the calling thread.</summary>
    public void Sample()
    {
        foreach (Shard shard in _shards)
            shard.Sample(_stream, _firstEpisode);
    }

    public void Dispose()
    {
        _pool.Dispose();
        foreach (Shard shard in _shards)
            shard.Dispose();
        _optimizer.Dispose();
        _machine.Parameters.Dispose();
    }

    private sealed class Shard(IMachine machine, TaskDefinition task, int offset, int batch) : IDisposable
    {
        private readonly EpisodeSampler _sampler = new(task);
        private readonly EpisodeScorer _scorer = new();
        private readonly SequenceBatch _batch = new();

        public Tape Tape { get; } = new(machine.Parameters);

        public double Loss { get; private set; }

        public void Sample(StreamKey stream, long firstEpisode) =>
            _sampler.Sample(_batch, stream, firstEpisode + offset, Math.Min(ShardSize, batch - offset));

        public void Learn(StreamKey stream, long firstEpisode)
        {
            Sample(stream, firstEpisode);
            Tape.Reset(_batch.Rows);
            Variable logits = machine.Run(Tape, _batch);
            Real scale = (Real)(1.0 / (batch * CopyTask.Length * _batch.TargetWidth));
            Variable loss = Tape.SigmoidCrossEntropy(logits, _batch.Targets, _batch.Mask, scale);
            Tape.Backward(loss);
            Loss = loss.Span[0];
            _scorer.Reset();
            _scorer.Add(_batch, logits.Span);
        }

        public void Dispose() => Tape.Dispose();
    }
}
