using System.Globalization;
using System.Numerics;
using NeuralMemory.Numerics;

namespace NeuralMemory.Benchmarks;

/// <summary>
/// The training step in under a minute, without BenchmarkDotNet: the cases of a machine take turns in short rounds, and each turn
/// begins with measuring the peak anew, so that a share of the peak stays fair when the machine is shared.
/// </summary>
internal static class StepTable
{
    private const int Rounds = 9;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.8), Turn = TimeSpan.FromSeconds(0.12);
    private static readonly string[] Header =
    [
        "machine", "batch", "threads", "us median", "us best", "us cpu", "GFLOP/s", "% of peak", "% best", "% cpu",
        "% sampling", "bytes/step", "speed-up",
    ];

    /// <summary>Measures the machines of these names and prints a table; without names the reference machine.</summary>
    /// <returns>The process's exit code.</returns>
    public static int Run(IReadOnlyList<string> names)
    {
        if (names.FirstOrDefault(name => name != "all" && !StepMachines.Names.Contains(name)) is { } unknown)
        {
            string known = string.Join(", ", StepMachines.Names);
            Console.Error.WriteLine($"there is no machine '{unknown}'; there are {known}, and 'all' for all of them");
            return 2;
        }

        IReadOnlyCollection<string> machines =
            names.Count == 0 ? [StepMachines.Reference] : names.Contains("all") ? StepMachines.Names : names;
        var cells = new List<string[]>();
        var peaks = new List<double>();
        var operations = new List<string>();
        foreach (string machine in machines)
            Measure(machine, peaks, cells, operations);
        Console.WriteLine(Text($"copy at length {StepCase.Length}, {2 * StepCase.Length + 1} time-steps a sequence;")
            + Text($" {typeof(Real).Name}, {Vector<Real>.Count} a vector;")
            + Text($" vectors of {WideVectors.ProductWidth} bits in products, {WideVectors.LoopWidth} in loops;")
            + Text($" {Environment.ProcessorCount} processors; .NET {Environment.Version}"));
        Console.WriteLine(
            Text($"peak of one core: {Statistics.Median(peaks):f1} GFLOP/s median, {peaks.Max():f1} best, {peaks.Min():f1} worst")
            + Text($" of {peaks.Count}"));
        Console.WriteLine($"operations of a time-step, forward and backward: {string.Join("; ", operations)}");
        Console.WriteLine("us: microseconds of a whole training step, per time-step and sequence");
        Console.WriteLine("cpu: by the processor time of all threads, not by the clock");
        Console.WriteLine();
        TextTable.Print(Header, cells);
        return 0;
    }

    private static void Measure(string machine, List<double> allPeaks, List<string[]> cells, List<string> operations)
    {
        StepMeasurement[] cases =
        [
            .. from batch in StepMachines.BatchesOf(machine)
               from threads in (int[])[1, 2]
               select new StepMeasurement(new StepCase(machine, batch, threads)),
        ];
        using var peak = new Peak();
        var peaks = new List<double>();
        foreach (StepMeasurement one in cases)
            one.WarmUp(WarmUp);
        peak.Measure();
        for (int round = 0; round < Rounds; round++)
        {
            foreach (StepMeasurement one in cases)
            {
                double now = peak.Measure();
                peaks.Add(now);
                one.Round(Turn, now);
            }
        }

        foreach (StepMeasurement one in cases)
            cells.Add(Row(one, cases.First(other => other.Case == one.Case with { Threads = 1 }), peaks.Max()));
        operations.Add(Text($"{machine} {cases[0].FlopsPerTimeStep:n0}"));
        allPeaks.AddRange(peaks);
        foreach (StepMeasurement one in cases)
            one.Dispose();
    }

    private static string[] Row(StepMeasurement one, StepMeasurement alone, double peak)
    {
        double speedUp = Statistics.Median(alone.Medians.Zip(one.Medians, (slow, fast) => slow / fast));
        return
        [
            one.Case.Machine, Text($"{one.Case.Batch}"), Text($"{one.Case.Threads}"), Text($"{one.Median / one.TimeSteps * 1e6:f2}"),
            Text($"{one.Best / one.TimeSteps * 1e6:f2}"),
            Text($"{one.Processor / one.TimeSteps * 1e6:f2}"), Text($"{one.Rate:f1}"), Text($"{100 * one.Share:f1}"),
            Text($"{100 * one.BestShare(peak):f1}"), Text($"{100 * one.ProcessorShare:f1}"),
            Text($"{100 * one.Sampling:f1}"), Text($"{one.AllocatedBytes:f0}"), Text($"{speedUp:f2}"),
        ];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
