using System.Globalization;

namespace NeuralMemory.Benchmarks;

/// <summary>
/// What shards cost and what threads gain: the training step of 16 sequences in shards of 16 to 1, on one thread and on two, or on as many
/// as are named; where there are twice as many as shards, or more, they share shards. All cases of a machine take turns in short rounds, and of each the fastest step counts, which other work disturbs least.
/// </summary>
internal static class ThreadsTable
{
    private const int Batch = 16, Usual = 8, Rounds = 15;
    private static readonly int[] Shards = [16, 8, 4, 2, 1];
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.5), Turn = TimeSpan.FromSeconds(0.06);
    private static readonly string[] Header = ["machine", "shard", "threads", "us median", "us best", "to shards of 8", "speed-up"];

    /// <summary>Measures the machines of these names, all without names; numbers among them are threads in place of 1 and 2.</summary>
    /// <returns>The process's exit code.</returns>
    public static int Run(IReadOnlyList<string> words)
    {
        int[] threads = [.. words.Where(word => int.TryParse(word, CultureInfo.InvariantCulture, out _))
            .Select(word => int.Parse(word, CultureInfo.InvariantCulture))];
        string[] names = [.. words.Where(word => !int.TryParse(word, CultureInfo.InvariantCulture, out _))];
        if (names.FirstOrDefault(name => !StepMachines.Names.Contains(name)) is { } unknown)
        {
            Console.Error.WriteLine($"there is no machine '{unknown}'; there are {string.Join(", ", StepMachines.Names)}");
            return 2;
        }

        List<string[]> cells = [];
        foreach (string machine in names.Length == 0 ? StepMachines.Names : names)
            Measure(machine, threads.Length == 0 ? [1, 2] : threads, cells);
        Console.WriteLine("us: microseconds of a whole training step of 16 sequences, per time-step and sequence");
        Console.WriteLine("speed-up: the fastest step on the first number of threads over the fastest on this one");
        Console.WriteLine();
        TextTable.Print(Header, cells);
        return 0;
    }

    private static void Measure(string machine, int[] threads, List<string[]> cells)
    {
        StepMeasurement[] cases =
        [
            .. from shard in Shards
               from number in threads
               select new StepMeasurement(new StepCase(machine, Batch, number) { Shard = shard }),
        ];
        foreach (StepMeasurement one in cases)
            one.WarmUp(WarmUp);
        for (int round = 0; round < Rounds; round++)
            foreach (StepMeasurement one in cases)
                one.Round(Turn, peak: 1);
        foreach (StepMeasurement one in cases)
        {
            double whole = Best(one.Case with { Shard = Usual }), alone = Best(one.Case with { Threads = threads[0] });
            cells.Add(
            [
                machine, Text($"{one.Case.Shard}"), Text($"{one.Case.Threads}"), Text($"{one.Median / one.TimeSteps * 1e6:f2}"),
                Text($"{one.Best / one.TimeSteps * 1e6:f2}"), Text($"{one.Best / whole:f3}"), Text($"{alone / one.Best:f2}"),
            ]);
        }

        foreach (StepMeasurement one in cases)
            one.Dispose();

        double Best(StepCase @case) => cases.First(other => other.Case == @case).Best;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
