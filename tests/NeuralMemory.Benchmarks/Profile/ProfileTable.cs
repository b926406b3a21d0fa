using System.Diagnostics;
using System.Globalization;
using NeuralMemory.Autodiff;
using NeuralMemory.Machines;

namespace NeuralMemory.Benchmarks;

/// <summary>
/// Where a training step's time goes, on one thread: every primitive, forward and backward, its floor, and what is lost between the two;
/// then the rest of the step. Steps with timestamps between primitives and steps without take turns; of both the fastest tenth counts,
/// which other work disturbs least.
/// </summary>
internal static class ProfileTable
{
    private const int Rounds = 60;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2), Turn = TimeSpan.FromSeconds(0.1);
    private static readonly string[] Header = ["part of the step", "us", "floor", "times", "lost", "of all, %", "floor stands on"];

    /// <summary>Measures and prints.</summary>
    /// <param name="name">A machine of <see cref="StepMachines"/>.</param>
    /// <param name="batch">The sequences of a step.</param>
    /// <returns>The process's exit code.</returns>
    public static int Run(string name, int batch)
    {
        var @case = new StepCase(name, batch, 1);
        if (!StepMachines.Names.Contains(name) || (batch > @case.Shard && batch % @case.Shard != 0) || batch < 1)
        {
            Console.Error.WriteLine(
                $"give one of {string.Join(", ", StepMachines.Names)}, and up to {@case.Shard} sequences or whole shards of so many");
            return 2;
        }

        using StepByHand timed = new(@case, isProfiled: true), plain = new(@case, isProfiled: false);
        using TrainingStep whole = new(@case);
        using Bandwidth bandwidth = new();
        using FunctionRates functions = new();
        using Peak peak = new();
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < WarmUp;)
        {
            timed.Run();
            plain.Run();
            whole.Run();
        }

        double best = 0;
        List<Sample> primitives = [], parts = [];
        List<double> steps = [];
        PrimitiveWork work = new(
            timed.Machine.Config, timed.Machine.Parameters, timed.Machine.InputWidth, timed.Answers * timed.Machine.OutputWidth);
        double stamp = TicksOfStamp();
        for (int round = 0; round < Rounds; round++)
        {
            best = Math.Max(best, peak.Measure());
            bandwidth.Measure();
            functions.Measure();
            stamp = Math.Min(stamp, TicksOfStamp());
            for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < Turn;)
            {
                timed.Run();
                primitives.Add(OfPrimitives(timed, stamp, work));
            }

            for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < Turn;)
            {
                plain.Run();
                parts.Add(OfParts(plain));
            }

            for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < Turn;)
            {
                long from = Stopwatch.GetTimestamp();
                whole.Run();
                steps.Add(Stopwatch.GetTimestamp() - from);
            }
        }

        Print(@case, plain, new(best * 1e9, functions, bandwidth), stamp, Fastest(primitives), Fastest(parts), FastestOf(steps));
        return 0;
    }

    private static void Print(
        StepCase @case, StepByHand step, Rates rates, double stamp, Sample primitives, Sample parts, double whole)
    {
        ParameterSet parameters = step.Machine.Parameters;
        IReadOnlyList<CacheLevel> levels = rates.Bandwidth.Levels;
        double unit = 1e6 / Stopwatch.Frequency / step.TimeSteps, pass = parts.TicksOf("passes");
        MachineConfig machine = step.Machine.Config;
        // What a time-step goes over again and again: the memory, its gradient, and something for what comes of it.
        double near = (double)sizeof(Real) * step.Sequences * (2.0 * (machine.MemorySlots ?? 0) * (machine.MemoryWidth ?? 0) + 1024);
        Floors floors = new(
            rates.Peak, rates.Functions, Floors.LevelOf(levels, (double)parameters.Length * sizeof(Real)),
            Floors.LevelOf(levels, step.TapeBytes), Floors.LevelOf(levels, near));
        List<Row> rows = [.. primitives.Parts.Select(part => Row.Of(part.Name, part.Ticks * unit, part.Work, floors, step.TimeSteps))];
        double sum = rows.Sum(row => row.Time);
        rows.Sort((one, other) => other.Lost.CompareTo(one.Lost));
        Text($"{@case.Machine}, batch {@case.Batch}, copy at length {StepCase.Length}, one thread: microseconds a time-step and sequence");
        string read = string.Join(", ", levels.Select(level => Format($"{level.Name} {level.Rate * 1e-9:f0} GB/s")));
        Text($"peak {rates.Peak * 1e-9:f1} GFLOP/s; read {read}");
        Text($"parameters {parameters.Length * sizeof(Real) / 1024.0:f0} KiB ({floors.Parameters.Name}); what a pass keeps");
        Text($"{step.TapeBytes / 1024:f0} KiB ({floors.Tape.Name}), what a time-step goes over again {near / 1024:f0} KiB ({floors.Near.Name})");
        Text($"a timestamp takes {stamp / Stopwatch.Frequency * 1e9:f0} ns, and is taken off");
        Console.WriteLine();
        List<string[]> cells = [.. rows.Select(row => row.Cells(whole * unit))];
        cells.Add(Row.Sum("primitives together", rows, sum).Cells(whole * unit));
        cells.Add(Row.Plain("the passes, without timestamps", pass * unit).Cells(whole * unit));
        double bytes = (double)parameters.Length * sizeof(Real);
        foreach ((string name, double ticks, _) in parts.Parts.Where(part => part.Name != "passes"))
        {
            // Over how many blocks as long as the parameters each goes, and how often it reads or writes one.
            (int blocks, int times) = name switch
            {
                "sum over shards" => (primitives.Shards, 3 * (primitives.Shards - 1)),
                "clip" => (1, 1),
                "optimizer" => (5, 9),
                _ => (0, 0),
            };
            CacheLevel level = Floors.LevelOf(levels, blocks * bytes);
            string reason = times > 0 ? $"weights, {level.Name}" : "";
            cells.Add(new Row(name, ticks * unit, times * bytes / level.Rate * 1e6 / step.TimeSteps, reason).Cells(whole * unit));
        }

        cells.Add(Row.Plain("the whole step, by the trainer", whole * unit).Cells(whole * unit));
        TextTable.Print(Header, cells);
    }

    private static Sample OfPrimitives(StepByHand step, double stamp, PrimitiveWork work)
    {
        PrimitiveTimes times = new();
        long ticks = 0;
        foreach (TapeProfile profile in step.Profiles)
        {
            times.Add(profile, stamp, work, step.Rows);
            ticks += profile.Pass;
        }

        return new(ticks, [.. times.Entries.Select(entry => (entry.Key, entry.Value.Ticks, entry.Value.Work))], step.Profiles.Count);
    }

    private static Sample OfParts(StepByHand step) =>
        new(step.Ticks, [.. StepByHand.Parts.Select((part, i) => (part, (double)step.TicksOf(i), default(Work)))]);

    /// <summary>The mean of the fastest tenth, part by part.</summary>
    private static Sample Fastest(List<Sample> samples)
    {
        Sample[] fastest = [.. samples.OrderBy(sample => sample.Ticks).Take(Math.Max(1, samples.Count / 10))];
        return new(
            (long)fastest.Average(sample => sample.Ticks),
            [.. fastest[0].Parts.Select((part, i) => (part.Name, fastest.Average(sample => sample.Parts[i].Ticks), part.Work))],
            fastest[0].Shards);
    }

    private static double FastestOf(List<double> steps) => steps.Order().Take(Math.Max(1, steps.Count / 10)).Average();

    private static double TicksOfStamp()
    {
        const int count = 1000;
        double least = double.PositiveInfinity;
        for (int repetition = 0; repetition < 20; repetition++)
        {
            long start = Stopwatch.GetTimestamp(), end = start;
            for (int i = 0; i < count; i++)
                end = Stopwatch.GetTimestamp();
            least = Math.Min(least, (double)(end - start) / count);
        }

        return least;
    }

    private static void Text(FormattableString text) => Console.WriteLine(Format(text));

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>What one core does at best.</summary>
    private sealed record Rates(double Peak, FunctionRates Functions, Bandwidth Bandwidth);

    /// <summary>One step's parts.</summary>
    private sealed record Sample(long Ticks, (string Name, double Ticks, Work Work)[] Parts, int Shards = 1)
    {
        public double TicksOf(string name) => Parts.First(part => part.Name == name).Ticks;
    }

    /// <summary>A line of the table, in microseconds a time-step and sequence.</summary>
    private sealed record Row(string Name, double Time, double Floor, string Reason)
    {
        public double Lost => Time - Floor;

        public static Row Of(string name, double time, in Work work, Floors floors, int timeSteps) =>
            new(name, time, floors.Of(work) * 1e6 / timeSteps, floors.Reason(work));

        public static Row Sum(string name, List<Row> rows, double time) => new(name, time, rows.Sum(row => row.Floor), "");

        public static Row Plain(string name, double time) => new(name, time, 0, "");

        public string[] Cells(double whole) =>
        [
            Name, Number(Time, "f3"), Floor > 0 ? Number(Floor, "f3") : "", Floor > 0 ? Number(Time / Floor, "f1") : "",
            Floor > 0 ? Number(Lost, "f3") : "", Number(100 * Time / whole, "f1"), Reason,
        ];

        private static string Number(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
    }
}
