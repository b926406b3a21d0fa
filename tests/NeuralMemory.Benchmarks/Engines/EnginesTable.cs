using System.Globalization;
using NeuralMemory.Torch;

namespace NeuralMemory.Benchmarks;

/// <summary>
/// The training step of several machines on every engine and device that is there, and in plain TorchSharp, by batch, in one run: the
/// contestants take turns, so that they share the machine's good and bad moments.
/// </summary>
internal static class EnginesTable
{
    private const int Rounds = 5;
    private static readonly int[] Batches = [1, 16, 256, 2048];
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.8), Turn = TimeSpan.FromSeconds(0.25);

    /// <summary>Measures, a machine and a batch at a time, and prints a table.</summary>
    /// <param name="words">Names of machines, and batches; all of either where none is named.</param>
    public static int Run(IReadOnlyList<string> words)
    {
        EngineMachine[] machines = [.. EngineMachine.All.Where(machine => words.Contains(machine.Name))];
        int[] batches =
            [.. words.Select(word => int.TryParse(word, CultureInfo.InvariantCulture, out int batch) ? batch : 0).Where(batch => batch > 0)];
        if (words.FirstOrDefault(word => !int.TryParse(word, out int _) && machines.All(machine => machine.Name != word)) is { } unknown)
        {
            Console.Error.WriteLine(
                $"there is no machine '{unknown}'; there are {string.Join(", ", EngineMachine.All.Select(machine => machine.Name))}");
            return 2;
        }

        TorchInfo torch = TorchLibrary.Load();
        IReadOnlyList<Contestant> contestants = Contestant.All();
        Console.WriteLine($"copy at length {StepCase.Length}, {2 * StepCase.Length + 1} time-steps a sequence; libtorch {torch.Version}; "
            + string.Join("; ", TorchDevices.List().Select(device => $"{device.Name}: {device.Label ?? "processor"}")));
        Console.WriteLine("microseconds of a whole training step, per time-step and sequence; in brackets over native, 1 thread");
        List<string[]> rows = [];
        foreach (EngineMachine machine in machines is [] ? EngineMachine.All : machines)
            foreach (int batch in batches is [] ? Batches : batches)
            {
                rows.Add(Row(machine, batch, contestants));
                Console.Error.WriteLine(string.Join("  ", rows[^1]));
            }

        TextTable.Print(["machine", "batch", .. contestants.Select(contestant => contestant.Name)], rows);
        return 0;
    }

    private static string[] Row(EngineMachine machine, int batch, IReadOnlyList<Contestant> contestants)
    {
        List<Contestant.Race> races = [];
        try
        {
            foreach (Contestant contestant in contestants.Where(contestant => contestant.Takes(machine, batch)))
            {
                races.Add(contestant.Enter(machine, batch));
                races[^1].Round(WarmUp, counts: false);
            }

            for (int round = 0; round < Rounds; round++)
                foreach (Contestant.Race race in races)
                    race.Round(Turn);
            double native = races[0].Median;
            return
            [
                machine.Name, batch.ToString(CultureInfo.InvariantCulture),
                .. contestants.Select(contestant => races.Find(race => race.Contestant == contestant) is { } race
                    ? $"{Short(race.Median / race.TimeSteps * 1e6)} ({Short(race.Median / native)})"
                    : "-"),
            ];
        }
        finally
        {
            races.ForEach(race => race.Dispose());
        }
    }

    /// <summary>Three digits.</summary>
    private static string Short(double number) =>
        number.ToString(number >= 100 ? "f0" : number >= 10 ? "f1" : "f2", CultureInfo.InvariantCulture);
}
