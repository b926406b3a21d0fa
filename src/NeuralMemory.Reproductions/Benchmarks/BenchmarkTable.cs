using NeuralMemory.Results;
using NeuralMemory.Sweeps;

namespace NeuralMemory.Reproductions;

/// <summary>The cells of a benchmark as its table of runs has them now; runs that end are put into the table.</summary>
public sealed class BenchmarkTable
{
    private readonly Benchmark _benchmark;
    private readonly List<BenchmarkRun> _runs;

    /// <summary>Reads the table of a benchmark.</summary>
    /// <exception cref="RunException">The table cannot be read.</exception>
    public BenchmarkTable(Benchmark benchmark)
    {
        ArgumentNullException.ThrowIfNull(benchmark);
        _benchmark = benchmark;
        File = new(Path.Combine(benchmark.Folder, BenchmarkRuns.FileName), benchmark.Definition.Metric);
        _runs = [.. File.Read()];
    }

    /// <summary>The table's file.</summary>
    public BenchmarkRuns File { get; }

    /// <summary>The cells: every machine on each task, task by task.</summary>
    public IReadOnlyList<BenchmarkCell> Cells =>
        [.. _benchmark.Definition.Tasks.SelectMany(task => _benchmark.Machines.Select(machine => Cell(task.Name, machine)))];

    /// <summary>
    /// How many lines of the table are of tasks, machines or rates that the benchmark does not have: they count for nothing.
    /// </summary>
    public int Foreign => _runs.Count(run => !_benchmark.Definition.Rates.Contains(run.Rate)
        || !_benchmark.Machines.Contains(run.Machine) || _benchmark.Definition.Tasks.All(task => task.Name != run.Task));

    /// <summary>A machine on a task.</summary>
    public BenchmarkCell Cell(string task, string machine) =>
        new(task, machine, _benchmark.Definition, _benchmark.HigherIsBetter, _runs);

    /// <summary>The machines of which runs tell another size than they have now: their runs are those of another machine.</summary>
    public IEnumerable<(string Task, string Machine, long Then, long Now)> Changed() =>
        from cell in Cells
        from run in cell.Trials.Take(1)
        let now = _benchmark.SizeOf(cell.Task, cell.Machine)
        where run.Parameters != now
        select (cell.Task, cell.Machine, run.Parameters, now);

    /// <summary>The parameters of a machine on the first task: as its runs tell, else as it is now.</summary>
    public long SizeOf(string machine)
    {
        string first = _benchmark.Definition.Tasks[0].Name;
        return Cell(first, machine).Trials.FirstOrDefault()?.Parameters ?? _benchmark.SizeOf(first, machine);
    }

    /// <summary>Puts a run into the table if its folder shows that it has ended.</summary>
    /// <returns>Whether it has.</returns>
    /// <exception cref="RunException">The run's files are damaged, or the system refused.</exception>
    public bool TryRecord(string task, string machine, LearningRate rate, long seed)
    {
        string folder = _benchmark.RunOf(task, machine, rate, seed);
        if (!RunDirectory.IsRun(folder))
            return false;
        using RunDirectory directory = RunDirectory.Open(folder);
        RunStatus status = directory.ReadStatus();
        if (status.State is not (RunState.Done or RunState.Diverged))
            return false;
        string metric = _benchmark.Definition.Metric;
        bool isDone = status.State == RunState.Done;
        BenchmarkRun run = new()
        {
            Task = task,
            Machine = machine,
            Rate = rate,
            Seed = seed,
            Parameters = _benchmark.SizeOf(task, machine),
            State = status.State,
            Sequences = status.Sequences,
            Seconds = status.Seconds,
            Selection = isDone ? Finite(directory.ReadMetrics().LastOrDefault(record => record.Split == "evaluation")?[metric]) : null,
            Final = isDone ? Finite(directory.Evaluations.Read().First(each => each.Name == Evaluation.Final)[metric]) : null,
            Reason = status.Reason ?? "",
        };
        File.Add(run);
        _runs.Add(run);
        return true;
    }

    /// <summary>Puts those runs into the table that have ended and that it lacks, as when it was lost.</summary>
    /// <param name="cells">The cells to look at.</param>
    /// <exception cref="RunException">A run's files are damaged, or the system refused.</exception>
    public void Collect(IEnumerable<BenchmarkCell> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        foreach (BenchmarkCell cell in cells)
        {
            // What the trials decide opens the rest.
            for (bool isNew = true; isNew;)
            {
                isNew = false;
                foreach (var (rate, seed) in Cell(cell.Task, cell.Machine).Missing)
                    if (RunDirectory.IsRun(_benchmark.RunOf(cell.Task, cell.Machine, rate, seed))
                        && JobPlan.Of(_benchmark.JobOf(cell.Task, cell.Machine, rate, seed)).Action is JobAction.Skip or JobAction.Diverged)
                        isNew |= TryRecord(cell.Task, cell.Machine, rate, seed);
            }
        }
    }

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
