using NeuralMemory.Sweeps;

namespace NeuralMemory.Reproductions;

/// <summary>
/// Trains what is missing of some cells in this process, some runs side by side, each on a thread of its own: the first run in the order
/// of the cells that can be made now, so that while the trials of one cell go on, those of the next begin.
/// </summary>
/// <param name="benchmark">The benchmark.</param>
/// <param name="table">Its table, to which runs are added as they end.</param>
/// <param name="jobs">How many runs at a time, at least 1.</param>
/// <param name="options">How.</param>
public sealed class BenchmarkRunner(Benchmark benchmark, BenchmarkTable table, int jobs, JobOptions options)
{
    private readonly object _turn = new();
    private readonly HashSet<string> _taken = [];
    private int _running;

    /// <summary>What can be run now, in order, those left out that have been.</summary>
    /// <param name="cells">The cells.</param>
    public IEnumerable<Job> Ready(IEnumerable<BenchmarkCell> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        return cells.SelectMany(JobsOf).Select(each => each.Job);
    }

    /// <summary>
    /// Trains; returns when nothing more can be done. What goes wrong is told to the observer, and costs the others nothing.
    /// </summary>
    /// <param name="cells">The cells, in order.</param>
    /// <param name="observer">Is told how it goes, on any thread.</param>
    /// <param name="token">Asks to stop: no further run begins, and those that train save a checkpoint.</param>
    /// <returns>How each run ended, by its ID.</returns>
    public IReadOnlyDictionary<string, JobEnd> Run(
        IReadOnlyList<BenchmarkCell> cells, IJobObserver observer, CancellationToken token = default)
    {
        Dictionary<string, JobEnd> ends = [];
        JobRunner runner = new(options, observer);
        Thread[] threads = [.. Enumerable.Range(0, jobs).Select(_ => new Thread(Work))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        return ends;

        void Work()
        {
            while (Next(cells, token) is { } next)
            {
                JobEnd end = runner.Run(next.Job, token);
                lock (_turn)
                {
                    try
                    {
                        if (end is JobEnd.Done or JobEnd.Diverged or JobEnd.Passed)
                            table.TryRecord(next.Task, next.Machine, next.Rate, next.Job.Seed);
                    }
                    catch (Exception exception)
                    {
                        end = JobEnd.Failed;
                        observer.Failed(new() { Job = next.Job, Action = JobAction.Skip }, exception, isTriedAgain: false);
                    }

                    ends[next.Job.Id] = end;
                    _running--;
                    Monitor.PulseAll(_turn);
                }
            }
        }
    }

    /// <summary>The next run; null when there is none, and none that trains now can open one.</summary>
    private Wanted? Next(IReadOnlyList<BenchmarkCell> cells, CancellationToken token)
    {
        lock (_turn)
        {
            while (!token.IsCancellationRequested)
            {
                if (cells.Select(cell => table.Cell(cell.Task, cell.Machine)).SelectMany(JobsOf).FirstOrDefault() is { } next)
                {
                    _taken.Add(next.Job.Id);
                    _running++;
                    return next;
                }

                if (_running == 0)
                    return null;
                Monitor.Wait(_turn);
            }

            return null;
        }
    }

    private IEnumerable<Wanted> JobsOf(BenchmarkCell cell) => cell.Missing
        .Select(run => new Wanted(cell.Task, cell.Machine, run.Rate, benchmark.JobOf(cell.Task, cell.Machine, run.Rate, run.Seed)))
        .Where(each => !_taken.Contains(each.Job.Id));

    /// <summary>A run that is wanted.</summary>
    private sealed record Wanted(string Task, string Machine, LearningRate Rate, Job Job);
}
