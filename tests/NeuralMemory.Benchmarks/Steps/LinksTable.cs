using System.Globalization;
using NeuralMemory.Autodiff;
using NeuralMemory.Experiments;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using NeuralMemory.Tasks;

namespace NeuralMemory.Benchmarks;

/// <summary>
/// What temporal links cost: the training step of one sequence on one thread against the number of slots, with dense links, sparse ones
/// and none, and the memory that the tape takes for a time-step.
/// </summary>
internal static class LinksTable
{
    private const int Rounds = 5;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.8), Turn = TimeSpan.FromSeconds(0.1);
    private static readonly int[] Sizes = [16, 32, 64, 128, 256, 512, 1024];
    private static readonly string[] Kinds = ["kind: dense", "kind: sparse, entries: 8", "kind: none"];
    private static readonly string[] Header =
    [
        "slots", "us cpu dense", "sparse", "none", "us best dense", "sparse", "none", "bytes/step dense", "sparse", "none",
    ];

    /// <summary>Measures and prints the table.</summary>
    /// <returns>The process's exit code.</returns>
    public static int Run()
    {
        Console.WriteLine("DNC with LSTM 64, slots of width 32, 4 readers and 1 writer; sparse: 8 links a slot");
        Console.WriteLine(Text($"copy at length {StepCase.Length}, one sequence, one thread"));
        Console.WriteLine("us: microseconds of a whole training step, per time-step; cpu by processor time, best by the clock");
        Console.WriteLine("bytes/step: what the tape holds of a time-step, gradients included");
        Console.WriteLine();
        var cells = new List<string[]>();
        var costs = new List<(int Slots, double Dense, double Sparse)>();
        foreach (int slots in Sizes)
        {
            StepCase[] cases = [.. Kinds.Select(links => new StepCase(StepMachines.WithLinks(slots, links), 1, 1))];
            StepMeasurement[] kinds = [.. cases.Select(one => new StepMeasurement(one))];
            foreach (StepMeasurement one in kinds)
                one.WarmUp(WarmUp);
            // They take turns, so that all see the same good and bad moments of the machine.
            for (int round = 0; round < Rounds; round++)
                foreach (StepMeasurement one in kinds)
                    one.Round(Turn, peak: 1);
            costs.Add((slots, kinds[0].Best, kinds[1].Best));
            cells.Add(
            [
                Text($"{slots}"), .. kinds.Select(one => Microseconds(one, one.Processor)),
                .. kinds.Select(one => Microseconds(one, one.Best)), .. cases.Select(one => Text($"{TapeBytes(one):n0}")),
            ]);
            foreach (StepMeasurement one in kinds)
                one.Dispose();
        }

        TextTable.Print(Header, cells);
        Console.WriteLine();
        int first = costs.FindIndex(cost => cost.Sparse < cost.Dense);
        Console.WriteLine(first switch
        {
            < 0 => "sparse links are not cheaper than dense ones at any of these sizes",
            0 => Text($"sparse links are cheaper than dense ones from {Sizes[0]} slots on, or fewer"),
            _ => Text($"sparse links are cheaper than dense ones from about {Crossover(costs[first - 1], costs[first]):f0} slots on"),
        });
        return 0;
    }

    /// <summary>Where the ratio of the costs comes to 1, on a straight line between two sizes, both on logarithmic scales.</summary>
    private static double Crossover((int Slots, double Dense, double Sparse) before, (int Slots, double Dense, double Sparse) after)
    {
        double from = Math.Log(before.Sparse / before.Dense), to = Math.Log(after.Sparse / after.Dense);
        return before.Slots * Math.Pow((double)after.Slots / before.Slots, from / (from - to));
    }

    /// <summary>The memory of one pass over one sequence and back, for each of its time-steps.</summary>
    private static double TapeBytes(StepCase @case)
    {
        Experiment experiment = @case.Load();
        var batch = new SequenceBatch();
        new EpisodeSampler(experiment.Task).Sample(batch, new StreamKey(1), 0, 1);
        IMachine machine = experiment.Config.Machine.Build(batch.InputWidth, experiment.Task.Targets.Width, new StreamKey(1));
        using ParameterSet parameters = machine.Parameters;
        using Tape tape = NativeEngine.Instance.NewTape(parameters);
        tape.Reset(batch.Rows);
        Variable logits = machine.Run(tape, batch);
        tape.Seed(logits, logits.Span);
        tape.BackwardFromSeeds();
        return (double)tape.Used * sizeof(Real) / batch.Rows;
    }

    private static string Microseconds(StepMeasurement one, double seconds) => Text($"{seconds / one.TimeSteps * 1e6:f1}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
