using System.Diagnostics;
using System.Globalization;
using NeuralMemory.Autodiff;
using NeuralMemory.Torch;

namespace NeuralMemory.Benchmarks;

/// <summary>
/// The training step of a Transformer, one thread: the native engine, the torch engine and plain TorchSharp take turns in one process, beside
/// the sgemm peak.
/// </summary>
internal static class TransformerTable
{
    private const int Rounds = 5;

    private static readonly string[] Header = ["length", "batch", "native ms", "of peak", "bytes a step", "torch ms", "plain ms", "native / plain"];

    /// <summary>Measures and prints.</summary>
    /// <param name="words">Lengths; the usual ones where there are none.</param>
    public static int Run(string[] words)
    {
        int[] lengths = words is [] ? [128, 512, 1024, 2048, 4096] : [.. words.Select(Words.Number)];
        using var engine = new TorchEngine("cpu", 1);
        List<string[]> rows = [];
        foreach (int length in lengths)
            rows.Add(Measure(new(length, Math.Max(1, 2048 / length)), engine));
        TextTable.Print(Header, rows);
        return 0;
    }

    private static string[] Measure(TransformerCase @case, IEngine engine)
    {
        using var peak = new Peak();
        using TransformerStep native = new(@case, NativeEngine.Instance), behind = new(@case, engine);
        using PlainTransformerStep plain = new(@case);
        TorchSharp.torch.set_num_threads(1);
        (Func<double> Step, List<double> Seconds)[] contestants = [(native.Run, []), (behind.Run, []), (plain.Run, [])];
        double best = 0;
        long bytes = 0;
        for (int round = 0; round <= Rounds; round++)
        {
            best = Math.Max(best, peak.Measure());
            foreach ((Func<double> step, List<double> seconds) in contestants)
            {
                long before = GC.GetAllocatedBytesForCurrentThread(), start = Stopwatch.GetTimestamp();
                _ = step();
                TimeSpan time = Stopwatch.GetElapsedTime(start);
                if (step == contestants[0].Step)
                    bytes = GC.GetAllocatedBytesForCurrentThread() - before;
                if (round > 0)
                    seconds.Add(time.TotalSeconds);
            }
        }

        double[] medians = [.. contestants.Select(contestant => Statistics.Median(contestant.Seconds))];
        return
        [
            Text($"{@case.Length}"), Text($"{@case.Batch}"), Text($"{medians[0] * 1e3:f1}"),
            Text($"{@case.Flops / medians[0] * 1e-9 / best * 100:f0} %"), Text($"{bytes}"), Text($"{medians[1] * 1e3:f1}"),
            Text($"{medians[2] * 1e3:f1}"), Text($"{medians[0] / medians[2]:f2}"),
        ];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
