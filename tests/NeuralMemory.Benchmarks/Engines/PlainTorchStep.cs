using NeuralMemory.Experiments;
using NeuralMemory.Numerics;
using NeuralMemory.Tasks;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuralMemory.Benchmarks;

/// <summary>
/// A training step of <see cref="PlainTorchNtm"/> on the episodes that a case's trainer sees: forward, backward, clipping, optimizer.
/// </summary>
internal sealed class PlainTorchStep : IDisposable
{
    private readonly PlainTorchNtm _machine;
    private readonly optim.Optimizer _optimizer;
    private readonly EpisodeSampler _sampler;
    private readonly SequenceBatch _episodes = new();
    private readonly Device _device;
    private readonly int _batch;
    private long _next;

    public PlainTorchStep(EngineMachine machine, Experiment experiment, Device device)
    {
        (_batch, _device) = (experiment.Config.Training.Batch, device);
        _sampler = new EpisodeSampler(experiment.Task, _batch);
        _machine = new PlainTorchNtm(
            experiment.Task.Inputs.Width, experiment.Task.Targets.Width, machine.Units, machine.Slots, machine.Width, device);
        _optimizer = optim.RMSProp(_machine.parameters(), 3e-4, alpha: 0.95, eps: 1e-4, momentum: 0.9, centered: true);
    }

    /// <summary>Makes one step.</summary>
    /// <returns>The loss.</returns>
    public float Run()
    {
        using DisposeScope scope = NewDisposeScope();
        _sampler.Sample(_episodes, new StreamKey(1), _next, _batch);
        _next += _batch;
        Tensor targets = Upload(_episodes.Targets, _episodes.TargetWidth), mask = Upload(_episodes.Mask, _episodes.TargetWidth);
        _optimizer.zero_grad();
        Tensor logits = _machine.forward(Upload(_episodes.Inputs, _episodes.InputWidth));
        Tensor each = nn.functional.binary_cross_entropy_with_logits(logits, targets, reduction: nn.Reduction.None);
        Tensor loss = (each * mask).sum() / mask.sum();
        loss.backward();
        nn.utils.clip_grad_norm_(_machine.parameters(), 1);
        _optimizer.step();
        return loss.item<float>();
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _machine.Dispose();
    }

    /// <summary>[T, B, width]: all episodes of a case are as long as one another, so the rows of the batch lie so already.</summary>
    private Tensor Upload(ReadOnlySpan<float> rows, int width) =>
        tensor(rows.ToArray(), [_episodes.MaxLength, _batch, width]).to(_device);
}
