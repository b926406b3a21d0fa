using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;

namespace NeuralMemory.Commands;

/// <summary>
/// Asks whether the engine computes right on this processor: along its gradient g, the loss of a small machine of each kind must rise
/// by |g| a unit of length, which is measured without any gradient.
/// </summary>
internal static class GradientSelfTest
{
    private const int Length = 6, Sequences = 3, InputWidth = 4, OutputWidth = 3;
    private const double Distance = 0.02;

    /// <summary>How far measured and computed rise may be apart, relative: rounding to 7 digits allows no sharper bound.</summary>
    public const double Tolerance = 0.01;

    private static readonly MachineConfig[] Machines =
    [
        new NtmConfig { Controller = new() { Units = 16 }, Memory = new() { Slots = 8, Width = 6 } },
        // With the gradient of its equations whole, which alone can be measured.
        new DncConfig { Controller = new() { Units = 16 }, Memory = new() { Slots = 8, Width = 6 }, UsageGradient = true },
    ];

    /// <summary>
    /// The larger relative difference of both rises, of a machine of each kind; about 1e-4 on a sound computer, NaN if something is not
    /// finite.
    /// </summary>
    public static double Run() => Machines.Select(Difference).Aggregate(Math.Max);

    private static double Difference(MachineConfig config)
    {
        StreamKey key = StreamKey.FromSeed(1);
        IMachine machine = config.Build(InputWidth, OutputWidth, key.Split("parameters"));
        using ParameterSet parameters = machine.Parameters;
        using Tape tape = NativeEngine.Instance.NewTape(parameters);
        SequenceBatch batch = Batch(key.Split("batch"));
        Loss(machine, tape, batch);
        Real[] gradient = tape.Gradients.ToArray(), center = parameters.Block.ToArray();
        double norm = Math.Sqrt(gradient.Sum(value => (double)value * value));
        Real[] losses = new Real[2];
        for (int side = 0; side < losses.Length; side++)
        {
            double distance = side == 0 ? Distance : -Distance;
            for (int i = 0; i < center.Length; i++)
                parameters.Block[i] = (Real)(center[i] + distance / norm * gradient[i]);
            losses[side] = Loss(machine, tape, batch);
        }

        return Math.Abs((losses[0] - losses[1]) / (2 * Distance) - norm) / norm;
    }

    private static SequenceBatch Batch(StreamKey key)
    {
        SequenceBatch batch = new();
        batch.Reshape([.. Enumerable.Range(0, Sequences).Select(sequence => Length - sequence)], InputWidth, OutputWidth);
        RandomStream stream = new(key);
        stream.FillBits(batch.Inputs);
        stream.FillBits(batch.Targets);
        batch.Mask.Fill(1);
        return batch;
    }

    private static Real Loss(IMachine machine, Tape tape, SequenceBatch batch)
    {
        tape.Reset(batch.Rows);
        Variable loss = tape.SigmoidCrossEntropy(machine.Run(tape, batch), batch.Targets, batch.Mask, 1);
        tape.Backward(loss);
        return loss.Span[0];
    }
}
