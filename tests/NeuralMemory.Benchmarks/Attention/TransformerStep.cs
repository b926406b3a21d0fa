using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;

namespace NeuralMemory.Benchmarks;

/// <summary>The training step of a Transformer on an engine: forward, backward, clipping, optimizer.</summary>
internal sealed class TransformerStep : IDisposable
{
    private readonly IMachine _machine;
    private readonly Tape _tape;
    private readonly SequenceBatch _batch;
    private readonly IOptimizer _optimizer;
    private readonly GradientClip _clip = new NormClip();
    private readonly TrainingPass _pass;
    private readonly Real _scale;

    public TransformerStep(TransformerCase @case, IEngine engine)
    {
        _machine = TransformerCase.Config.Build(TransformerCase.Inputs, TransformerCase.Outputs, StreamKey.FromSeed(1));
        _tape = engine.NewTape(_machine.Parameters);
        _batch = @case.NewBatch();
        _optimizer = new AdamConfig().Build(_machine.Parameters.Length);
        _pass = new((tape, batch) => _machine.Run(tape, batch), [TargetGroup.Bits(0, TransformerCase.Outputs)]);
        _scale = (Real)(1.0 / _batch.Mask.Length);
    }

    /// <summary>Makes one step.</summary>
    /// <returns>The loss.</returns>
    public double Run()
    {
        _tape.Reset(_batch.Rows);
        double loss = _tape.Learn(_pass, _batch, _scale).Loss;
        ClippedGradient clipped = _clip.Apply(_tape.Gradients);
        _optimizer.Update(_machine.Parameters.Block, _tape.Gradients, 1e-3, clipped.Scale);
        return loss;
    }

    public void Dispose()
    {
        _tape.Dispose();
        _optimizer.Dispose();
        _machine.Dispose();
    }
}
