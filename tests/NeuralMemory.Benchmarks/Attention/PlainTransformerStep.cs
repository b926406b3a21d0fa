using NeuralMemory.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuralMemory.Benchmarks;

/// <summary>A training step of <see cref="PlainTorchTransformer"/> on the same sequences.</summary>
internal sealed class PlainTransformerStep : IDisposable
{
    private readonly PlainTorchTransformer _machine;
    private readonly optim.Optimizer _optimizer;
    private readonly Tensor _inputs, _targets;

    public PlainTransformerStep(TransformerCase @case)
    {
        _machine = new PlainTorchTransformer(@case.Length);
        _optimizer = optim.Adam(_machine.parameters(), 1e-3);
        SequenceBatch batch = @case.NewBatch();
        _inputs = tensor(batch.Inputs.ToArray(), [@case.Length, @case.Batch, TransformerCase.Inputs]).transpose(0, 1).contiguous();
        _targets = tensor(batch.Targets.ToArray(), [@case.Length, @case.Batch, TransformerCase.Outputs]).transpose(0, 1).contiguous();
    }

    /// <summary>Makes one step.</summary>
    /// <returns>The loss.</returns>
    public double Run()
    {
        using DisposeScope scope = NewDisposeScope();
        _optimizer.zero_grad();
        Tensor loss = nn.functional.binary_cross_entropy_with_logits(_machine.forward(_inputs), _targets);
        loss.backward();
        nn.utils.clip_grad_norm_(_machine.parameters(), 1);
        _optimizer.step();
        return loss.item<float>();
    }

    public void Dispose()
    {
        _inputs.Dispose();
        _targets.Dispose();
        _optimizer.Dispose();
        _machine.Dispose();
    }
}
