using System.Globalization;
using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using NeuralMemory.Torch;

namespace NeuralMemory.Benchmarks;

/// <summary>
/// Every kind of machine on a device of torch against the native engine, in single precision: ragged sequences, with dropout where there is
/// any; the largest difference of the logits, and of the gradient of the parameters as a share of its largest number.
/// </summary>
internal static class ParityCheck
{
    private const int InputWidth = 5, OutputWidth = 4;
    private const double MostOfLogits = 1e-4, MostOfGradient = 1e-3;
    private static readonly int[] Lengths = [20, 3, 11, 20, 7];

    private static readonly IReadOnlyDictionary<string, MachineConfig> Machines = new Dictionary<string, MachineConfig>
    {
        ["ntm"] = new NtmConfig(),
        ["ntm, feed-forward, 2 readers, 2 writers, write-first"] = new NtmConfig
        {
            Controller = new() { Kind = ControllerKind.FeedForward, Layers = 2, Normalize = true },
            Heads = new() { Read = 2, Write = 2, Shift = 2, Order = StepOrder.WriteFirst },
            Memory = new() { Slots = 33, Width = 7, Initial = InitialMemory.Random, Value = 0.1 },
        },
        ["ntm, gru, learned memory"] = new NtmConfig
        {
            Controller = new() { Kind = ControllerKind.Gru, Skip = true, Layers = 2, Initial = InitialState.Learned },
            Memory = new() { Slots = 40, Width = 8, Initial = InitialMemory.Learned },
        },
        ["dnc"] = new DncConfig(),
        ["dnc, 2 writers, usage gradient, clipped"] = new DncConfig
        {
            Heads = new() { Read = 3, Write = 2 },
            UsageGradient = true,
            Clip = 20,
            Controller = new() { CellClip = 20, Units = 48 },
        },
        ["lstm"] = new LstmConfig { Units = 64, Layers = 2, Dropout = 0.2 },
        ["gru, bidirectional"] = new GruConfig { Units = 64, Bidirectional = true },
    }.Concat(DncPresets.All.Select(preset => KeyValuePair.Create(preset.Key, (MachineConfig)preset.Value))).ToDictionary();

    /// <summary>Runs all machines and prints a line each.</summary>
    /// <returns>0 when all agree, 1 otherwise.</returns>
    public static int Run(string device)
    {
        using TorchEngine engine = new(device, threads: 1);
        bool agree = true;
        foreach ((string name, MachineConfig config) in Machines)
        {
            (double logits, double gradient) = Compare(config, engine);
            bool good = logits <= MostOfLogits && gradient <= MostOfGradient;
            agree &= good;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{(good ? "ok   " : "WRONG")} {name}: logits differ by {logits:0.0e+0}, gradients by {gradient:0.0e+0}"));
        }

        Console.WriteLine(agree ? $"native and {engine.Name} agree" : $"native and {engine.Name} do not agree");
        return agree ? 0 : 1;
    }

    private static (double Logits, double Gradient) Compare(MachineConfig config, IEngine engine)
    {
        StreamKey key = StreamKey.FromSeed(1);
        using IMachine machine = config.Build(InputWidth, OutputWidth, key.Split("parameters"));
        SequenceBatch batch = Batch(key.Split("batch"));
        (float[] logits, float[] gradient) = Pass(machine, batch, NativeEngine.Instance);
        (float[] others, float[] otherGradient) = Pass(machine, batch, engine);
        return (Difference(logits, others), Difference(gradient, otherGradient) / gradient.Max(Math.Abs));
    }

    private static (float[] Logits, float[] Gradient) Pass(IMachine machine, SequenceBatch batch, IEngine engine)
    {
        using Tape tape = engine.NewTape(machine.Parameters);
        tape.Reset(batch.Rows, StreamKey.FromSeed(5));
        Variable logits = machine.Run(tape, batch);
        tape.Backward(tape.SigmoidCrossEntropy(logits, batch.Targets, batch.Mask, 1f / batch.Mask.Length));
        return (logits.Span.ToArray(), tape.Gradients.ToArray());
    }

    private static double Difference(float[] one, float[] other) => one.Zip(other, (x, y) => (double)Math.Abs(x - y)).Max();

    private static SequenceBatch Batch(StreamKey key)
    {
        SequenceBatch batch = new();
        batch.Reshape(Lengths, InputWidth, OutputWidth);
        var stream = new RandomStream(key);
        stream.FillBits(batch.Inputs);
        stream.FillBits(batch.Targets);
        batch.Mask.Fill(1);
        return batch;
    }
}
