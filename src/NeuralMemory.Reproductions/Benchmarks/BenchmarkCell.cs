namespace NeuralMemory.Reproductions;

/// <summary>
/// A machine on a task, and what of it has been run. The rule of two stages: each rate is tried on the first seed; the one that is best by
/// the evaluations that choose, of equal ones that which took fewer sequences, of those the one nearest to the middle of the rates, and
/// then the higher, is trained on all seeds; what is reported is measured on other episodes, by which nothing was chosen.
/// </summary>
public sealed class BenchmarkCell
{
    private readonly IReadOnlyList<LearningRate> _rates;
    private readonly IReadOnlyList<long> _seeds;
    private readonly bool _higherIsBetter;
    private readonly BenchmarkRun[] _runs;

    /// <summary>A cell.</summary>
    /// <param name="task">The task.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="definition">The benchmark.</param>
    /// <param name="higherIsBetter">Whether a machine is the better the higher the metric is.</param>
    /// <param name="runs">The runs of all cells that have ended; of several of one rate and seed the last counts.</param>
    internal BenchmarkCell(
        string task, string machine, BenchmarkDefinition definition, bool higherIsBetter, IEnumerable<BenchmarkRun> runs)
    {
        (Task, Machine, _rates, _seeds, _higherIsBetter) = (task, machine, definition.Rates, definition.Seeds, higherIsBetter);
        _runs = [.. runs.Where(run => run.Task == task && run.Machine == machine && _rates.Contains(run.Rate))
            .GroupBy(run => (run.Rate, run.Seed)).Select(same => same.Last())];
    }

    /// <summary>The task.</summary>
    public string Task { get; }

    /// <summary>The machine.</summary>
    public string Machine { get; }

    /// <summary>The runs on the first seed, in the order of the rates.</summary>
    public IEnumerable<BenchmarkRun> Trials => _rates.Select(rate => Find(rate, _seeds[0])).OfType<BenchmarkRun>();

    /// <summary>The best rate of those that were tried; null while none was, and where all diverged.</summary>
    public LearningRate? Chosen => Best?.Rate;

    /// <summary>The runs at the rate that is chosen, in the order of their seeds; none where none is.</summary>
    public IReadOnlyList<BenchmarkRun> Runs => Chosen is not { } rate ? []
        : [.. _runs.Where(run => run.Rate == rate).OrderBy(run => run.Seed)];

    /// <summary>The seconds of all its runs.</summary>
    public double Seconds => _runs.Sum(run => run.Seconds);

    /// <summary>How it stands.</summary>
    public BenchmarkCellState State => _runs.Length == 0 ? BenchmarkCellState.NotRun
        : Missing.Any() ? BenchmarkCellState.UnderWay
        : Chosen is null ? BenchmarkCellState.Diverged
        : BenchmarkCellState.Complete;

    /// <summary>What can be run now: the trials, or, when all have ended, the other seeds of the best of them.</summary>
    public IEnumerable<(LearningRate Rate, long Seed)> Missing => !AreTrialsDone
        ? _rates.Where(rate => Find(rate, _seeds[0]) is null).Select(rate => (rate, _seeds[0]))
        : Chosen is { } chosen ? _seeds.Where(seed => Find(chosen, seed) is null).Select(seed => (chosen, seed))
        : [];

    /// <summary>How many runs are missing, those included whose rate is not known yet.</summary>
    public int Outstanding => Missing.Count() + (AreTrialsDone ? 0 : _seeds.Count - 1);

    /// <summary>How many seeds are wanted.</summary>
    public int Wanted => _seeds.Count;

    /// <summary>
    /// The median over the seeds of the chosen rate; a seed that diverged is worse than all others; null where there is none.
    /// </summary>
    public double? Median => Values is { Length: var n and > 0 } values ? (values[(n - 1) / 2] + values[n / 2]) / 2 : null;

    /// <summary>The least value; an infinite one where a seed diverged, if more is better. Null where there is none.</summary>
    public double? Lowest => Values is [var first, ..] ? first : null;

    /// <summary>The greatest value; an infinite one where a seed diverged, if less is better. Null where there is none.</summary>
    public double? Highest => Values is [.., var last] ? last : null;

    private bool AreTrialsDone => Trials.Count() == _rates.Count;

    private BenchmarkRun? Best => Trials.Where(trial => trial.Selection is not null)
        .OrderBy(trial => _higherIsBetter ? -trial.Selection : trial.Selection).ThenBy(trial => trial.Sequences)
        .ThenBy(trial => FromMiddle(trial.Rate)).ThenByDescending(trial => trial.Rate.Value).FirstOrDefault();

    private double[] Values =>
    [
        .. Runs.Select(run => run.Final ?? (_higherIsBetter ? double.NegativeInfinity : double.PositiveInfinity)).Order(),
    ];

    /// <summary>How far a rate is from the middle of those that are tried, in halves of a place.</summary>
    private int FromMiddle(LearningRate rate) =>
        Math.Abs((2 * _rates.OrderBy(each => each.Value).ToList().IndexOf(rate)) - (_rates.Count - 1));

    private BenchmarkRun? Find(LearningRate rate, long seed) => _runs.FirstOrDefault(run => run.Rate == rate && run.Seed == seed);
}

/// <summary>How a cell of a benchmark stands.</summary>
public enum BenchmarkCellState
{
    /// <summary>Nothing of it has ended.</summary>
    NotRun,

    /// <summary>Some of its runs have ended.</summary>
    UnderWay,

    /// <summary>All have.</summary>
    Complete,

    /// <summary>Training diverged at every rate, before anything was measured.</summary>
    Diverged,
}
