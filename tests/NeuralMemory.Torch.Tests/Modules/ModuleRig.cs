using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;

namespace NeuralMemory.Torch.Tests;

/// <summary>A module as a machine, on sequences of three lengths, with the loss that is the sum of its weighted logits.</summary>
internal sealed class ModuleRig : IDisposable
{
    public const int Inputs = 2, Outputs = 2;

    public ModuleRig(ModuleUnderTest config, long seed = 1)
    {
        Machine = config.Build(Inputs, Outputs, new StreamKey((ulong)seed));
        Batch.Reshape([2, 5, 3], Inputs, Outputs);
        var stream = new RandomStream(new StreamKey(7));
        foreach (ref float number in Batch.Inputs)
            number = (float)stream.NextDouble(-1, 1);
    }

    public IMachine Machine { get; }

    public SequenceBatch Batch { get; } = new();

    public static ModuleRig Step(double dropout = 0) => new(new((i, o) => new StepModule(i, o, dropout)));

    public static ModuleRig Whole(double dropout = 0) => new(new((i, o) => new WholeModule(i, o, dropout)));

    /// <summary>The logits of a pass without a gradient.</summary>
    public float[] Run(ITraceWriter? trace = null, StreamKey? noise = null)
    {
        using Tape tape = Engines.Torch.NewTape(Machine.Parameters, recording: false);
        tape.Reset(Batch.Rows, noise);
        return Machine.Run(tape, Batch, trace).Span.ToArray();
    }

    /// <summary>The logits and gradients of a pass.</summary>
    public (float[] Logits, float[] Gradients) Learn(StreamKey? noise = null)
    {
        using Tape tape = Engines.Torch.NewTape(Machine.Parameters);
        tape.Reset(Batch.Rows, noise);
        Variable logits = Machine.Run(tape, Batch);
        float[] seeds = [.. Enumerable.Range(0, Batch.Rows * Outputs).Select(i => 1f + i % 3)];
        tape.Seed(logits, seeds);
        tape.BackwardFromSeeds();
        return (logits.Span.ToArray(), tape.Gradients.ToArray());
    }

    /// <summary>What a pass of training is refused with.</summary>
    public string Refusal() => Assert.Throws<EngineException>(() => { Learn(); }).Message;

    public void Dispose() => Machine.Dispose();
}
