using NeuralMemory.Autodiff;
using NeuralMemory.Experiments;
using NeuralMemory.Numerics;
using NeuralMemory.Tasks;

namespace NeuralMemory.Benchmarks;

/// <summary>
/// The whole step of training, by the product's own trainer: sampling, forward, backward, scores, the sum over shards, clipping, optimizer.
/// </summary>
internal sealed class TrainingStep : IDisposable
{
    private readonly Experiment _experiment;
    private readonly Trainer _trainer;
    private readonly EpisodeSampler _sampler;
    private readonly SequenceBatch _episodes = new();

    public TrainingStep(StepCase @case) : this(@case, NativeEngine.Instance)
    {
    }

    /// <summary>The step on an engine, which is the caller's.</summary>
    public TrainingStep(StepCase @case, IEngine engine)
    {
        _experiment = @case.Load();
        _trainer = new Trainer(_experiment, engine);
        _sampler = new EpisodeSampler(_experiment.Task);
        TimeSteps = @case.Batch * _experiment.Task.MaxLength;
        Flops = FlopCount.OfTimeStep(_experiment.Config.Machine, _trainer.Parameters) * TimeSteps;
    }

    /// <summary>The time-steps of all sequences of a step together.</summary>
    public int TimeSteps { get; }

    /// <summary>The floating-point operations of a step.</summary>
    public long Flops { get; }

    /// <summary>Makes one step.</summary>
    /// <returns>The learning rate of the step.</returns>
    public double Run() => _trainer.Step(out double rate) is { } divergence
        ? throw new InvalidOperationException($"training diverged: {divergence.Reason}")
        : rate;

    /// <summary>Only draws as many episodes as a step does, in shards, on the calling thread.</summary>
    public void Sample()
    {
        TrainingConfig training = _experiment.Config.Training;
        for (int offset = 0; offset < training.Batch; offset += training.Shard)
        {
            int sequences = Math.Min(training.Shard, training.Batch - offset);
            _sampler.Sample(_episodes, new StreamKey(1), _trainer.State.Sequences + offset, sequences);
        }
    }

    public void Dispose() => _trainer.Dispose();
}
