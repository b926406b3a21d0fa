using System.Diagnostics;
using System.Globalization;
using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using NeuralMemory.Torch;

namespace NeuralMemory.Benchmarks;

/// <summary>
/// Passes of changing lengths on a device, each computed twice: as it comes, and by the graphs of the device, which record a pass once per
/// padded length and replay it. Where a device has no graphs, that is said.
/// </summary>
internal static class ReplayCheck
{
    private const int Passes = 1000, Sequences = 8, InputWidth = 5, OutputWidth = 4, Longest = 40;
    private const double MostOfLoss = 1e-4, MostOfGradient = 1e-3;

    private static readonly IReadOnlyDictionary<string, MachineConfig> Machines = new Dictionary<string, MachineConfig>
    {
        ["ntm"] = new NtmConfig(),
        ["dnc"] = new DncConfig(),
        ["lstm with dropout"] = new LstmConfig { Units = 64, Layers = 2, Dropout = 0.2 },
    };

    /// <summary>Runs all machines and prints a line each.</summary>
    /// <returns>0 when all agree, or where the device has no graphs; 1 otherwise.</returns>
    public static int Run(string device)
    {
        using TorchEngine graphs = new(device, threads: 1), eager = new(device, threads: 1, graphs: false);
        if (TorchDevices.Parse(device).WhyNoGraphs is { } reason)
        {
            Console.WriteLine($"{device} has no graphs: {reason}");
            return 0;
        }

        bool agree = true;
        foreach ((string name, MachineConfig config) in Machines)
        {
            using IMachine machine = config.Build(InputWidth, OutputWidth, StreamKey.FromSeed(1));
            using Tape one = graphs.NewTape(machine.Parameters), other = eager.NewTape(machine.Parameters);
            TrainingPass pass = new((tape, batch) => machine.Run(tape, batch), [TargetGroup.Bits(0, OutputWidth)]);
            double loss = 0, gradient = 0;
            var clocks = new TimeSpan[2];
            for (int i = 0; i < Passes; i++)
            {
                SequenceBatch batch = Batch(StreamKey.FromSeed(2).Split(i));
                (float expected, float[] gradients) = Learn(other, pass, batch, i, ref clocks[1]);
                (float actual, float[] replayed) = Learn(one, pass, batch, i, ref clocks[0]);
                loss = Math.Max(loss, Math.Abs(expected - actual));
                gradient = Math.Max(
                    gradient, gradients.Zip(replayed, (x, y) => (double)Math.Abs(x - y)).Max() / gradients.Max(Math.Abs));
            }

            bool good = loss <= MostOfLoss && gradient <= MostOfGradient;
            agree &= good;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{(good ? "ok   " : "WRONG")} {name}: {Passes} passes of changing lengths, losses differ by {loss:0.0e+0}, gradients by {gradient:0.0e+0}; "
                + $"{clocks[0].TotalSeconds:f1} s with graphs, {clocks[1].TotalSeconds:f1} s without"));
        }

        return agree ? 0 : 1;
    }

    private static (float Loss, float[] Gradients) Learn(Tape tape, TrainingPass pass, SequenceBatch batch, int number, ref TimeSpan clock)
    {
        long start = Stopwatch.GetTimestamp();
        tape.Reset(batch.Rows, StreamKey.FromSeed(3).Split(number));
        float loss = tape.Learn(pass, batch, 1f / batch.Mask.Length).Loss;
        float[] gradients = tape.Gradients.ToArray();
        clock += Stopwatch.GetElapsedTime(start);
        return (loss, gradients);
    }

    private static SequenceBatch Batch(StreamKey key)
    {
        var stream = new RandomStream(key);
        int[] lengths = [.. Enumerable.Range(0, Sequences).Select(_ => stream.NextInt(1, Longest))];
        SequenceBatch batch = new();
        batch.Reshape(lengths, InputWidth, OutputWidth);
        stream.FillBits(batch.Inputs);
        stream.FillBits(batch.Targets);
        batch.Mask.Fill(1);
        return batch;
    }
}
