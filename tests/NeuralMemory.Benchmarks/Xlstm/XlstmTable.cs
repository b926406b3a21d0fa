using System.Globalization;
using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;

namespace NeuralMemory.Benchmarks;

/// <summary>
/// Forward and backward of fast weights and xLSTM at width 128, batch 16, on one thread of the native engine, beside the sgemm peak: all
/// layers with matrix memories, all with scalar ones, and one of each. The fastest of some rounds counts, as it does for the peak, by the
/// time that the thread computed.
/// </summary>
internal static class XlstmTable
{
    private const int Rounds = 15, Width = 128, Layers = 2, Heads = 4, Batch = 16, Inputs = 16, Outputs = 16;

    private static readonly string[] Header = ["machine", "block", "length", "ms", "GFLOP/s", "of peak", "bytes a step"];

    /// <summary>Measures and prints.</summary>
    /// <param name="words">Lengths; the usual ones where there are none.</param>
    public static int Run(string[] words)
    {
        int[] lengths = words is [] ? [32, 128] : [.. words.Select(Words.Number)];
        List<string[]> rows = [];
        foreach (int length in lengths)
        {
            rows.Add(Measure("delta", new FastWeightsConfig { Width = Width, Layers = Layers, Heads = Heads }, length));
            rows.Add(Measure(
                "gated delta",
                new FastWeightsConfig
                {
                    Width = Width,
                    Layers = Layers,
                    Heads = Heads,
                    Rule = FastWeightsRule.GatedDelta,
                    OutputGate = true,
                    Gated = true,
                },
                length));
            rows.Add(Measure([XlstmMemory.Matrix], 4, length));
            rows.Add(Measure([XlstmMemory.Matrix], 0, length));
            rows.Add(Measure([XlstmMemory.Scalar], 4, length));
            rows.Add(Measure([XlstmMemory.Matrix, XlstmMemory.Scalar], 4, length));
        }

        TextTable.Print(Header, rows);
        return 0;
    }

    private static string[] Measure(IReadOnlyList<XlstmMemory> memories, int block, int length)
    {
        XlstmConfig config = new() { Width = Width, Layers = Layers, Heads = Heads, Memories = memories, Block = block };
        return Measure(string.Join(", ", memories).ToLowerInvariant(), config, length);
    }

    private static string[] Measure(string name, MachineConfig config, int length)
    {
        using IMachine machine = config.Build(Inputs, Outputs, StreamKey.FromSeed(1));
        using Tape tape = NativeEngine.Instance.NewTape(machine.Parameters);
        using var peak = new Peak();
        var batch = new SequenceBatch();
        batch.Reshape([.. Enumerable.Repeat(length, Batch)], Inputs, Outputs);
        var stream = new RandomStream(StreamKey.FromSeed(3));
        stream.FillBits(batch.Inputs);
        stream.FillBits(batch.Targets);
        batch.Mask.Fill(1);
        TrainingPass pass = new((on, of) => machine.Run(on, of), [TargetGroup.Bits(0, Outputs)]);
        List<double> seconds = [];
        double best = 0;
        long bytes = 0;
        for (int round = 0; round <= Rounds; round++)
        {
            best = Math.Max(best, peak.Measure());
            long before = GC.GetAllocatedBytesForCurrentThread();
            double start = ThreadClock.Seconds;
            tape.Reset(batch.Rows);
            _ = tape.Learn(pass, batch, (Real)(1.0 / batch.Mask.Length));
            double time = ThreadClock.Seconds - start;
            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            if (round > 0)
                seconds.Add(time);
        }

        double fastest = seconds.Min(), rate = FlopsOf(config, length) / fastest * 1e-9;
        return
        [
            name, config is XlstmConfig xlstm ? Text($"{xlstm.Block}") : "", Text($"{length}"), Text($"{fastest * 1e3:f1}"),
            Text($"{rate:f1}"), Text($"{rate / best * 100:f0} %"), Text($"{bytes}"),
        ];
    }

    private static double FlopsOf(MachineConfig config, int length) => config switch
    {
        XlstmConfig xlstm => Flops(xlstm, length),
        FastWeightsConfig weights => Flops(weights, length),
        _ => throw new ArgumentOutOfRangeException(nameof(config)),
    };

    /// <summary>
    /// The same of fast weights: linear layers; and of a memory, for each number of it, two to read what a key finds, two to write and two
    /// to read, and twice as many backward.
    /// </summary>
    private static double Flops(FastWeightsConfig config, int length)
    {
        double width = Width, gates = config.Rule == FastWeightsRule.GatedDelta ? 2 : 1;
        double layer = (config.OutputGate ? 5 : 4) * width * width + gates * width * Heads + (config.Gated ? 3 : 2) * width * config.Hidden;
        return (6 * (Inputs * width + width * Outputs + Layers * layer) + 18 * Layers * width * width / Heads) * Batch * length;
    }

    /// <summary>
    /// The floating-point operations: two for each multiply-add of linear layers, in blocks or not, forward and twice backward; of a matrix
    /// memory, for each number of it and step, three to write it and two to read it, and twice as many backward; of a scalar memory its
    /// recurrent weights. What is computed once more on the way back, and what goes number by number, does not count.
    /// </summary>
    private static double Flops(XlstmConfig config, int length)
    {
        double sum = (double)Inputs * Width + (double)Width * Outputs, memory = 0;
        for (int layer = 0; layer < Layers; layer++)
        {
            double inner = config.Expansion * Width, own = (double)Width / Heads;
            if (config.MemoryOf(layer) == XlstmMemory.Matrix)
            {
                sum += 3 * Width * inner + 3 * inner * (config.Block == 0 ? inner : config.Block) + 3 * inner * 2 * Heads;
                memory += inner * inner / Heads;
            }
            else
            {
                sum += 8 * Width * own + 3.0 * Width * config.HiddenUnits;
            }
        }

        return (6 * sum + 15 * memory) * Batch * length;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
