using NeuralMemory.Experiments;
using NeuralMemory.Sweeps;

namespace NeuralMemory.Commands;

/// <summary>
/// Shows how several jobs go on a terminal: a bar for each that trains, and one for all; what has ended is written above them.
/// </summary>
internal sealed class JobBars : IDisposable
{
    private const int BarWidth = 16, LeastName = 12, LeastNews = 32;
    private const string Ellipsis = "\u2026";

    private readonly Lock _turn = new();
    private readonly Terminal _terminal;
    private readonly TimeProvider _time;
    private readonly int _total;
    private readonly string _all;
    private readonly JobShares _shares;
    private readonly List<Bar> _bars = [];
    private readonly LiveLines _lines;

    private JobBars(Terminal terminal, TimeProvider time, int total, string jobs)
    {
        (_terminal, _time, _total, _shares, _all) = (terminal, time, total, new(total, time), $"all {jobs}");
        _lines = new(terminal, time, Lines);
    }

    /// <summary>Shows training while it goes on.</summary>
    /// <param name="terminal">An interactive one.</param>
    /// <param name="time">The clock.</param>
    /// <param name="total">How many jobs there are.</param>
    /// <param name="jobs">What they are called: <c>seeds</c>.</param>
    /// <param name="train">Trains.</param>
    public static void Show(Terminal terminal, TimeProvider time, int total, string jobs, Action<JobBars> train)
    {
        using JobBars bars = new(terminal, time, total, jobs);
        train(bars);
    }

    /// <summary>A job begins.</summary>
    public ITrainingObserver Watch(JobPlan plan)
    {
        Bar bar = new(plan, _shares, new(_time), Say, Warn);
        lock (_turn)
            _bars.Add(bar);
        return bar;
    }

    /// <summary>A job has ended.</summary>
    public void Finish(JobPlan plan, string line)
    {
        Remove(plan);
        Say(line);
    }

    /// <summary>A job trains no more.</summary>
    public void Remove(JobPlan plan)
    {
        _shares.End(plan.Directory);
        lock (_turn)
            _bars.RemoveAll(bar => bar.Plan.Directory == plan.Directory);
    }

    /// <inheritdoc/>
    public void Dispose() => _lines.Dispose();

    /// <summary>The end of a name that leaves room on its line for how the job goes: the end tells points and seeds apart.</summary>
    internal static string Shortened(string name, int width)
    {
        int room = Math.Max(LeastName, width - LeastNews);
        return name.Length <= room ? name : Ellipsis + name[^(room - 1)..];
    }

    private void Say(string line) => _lines.Interject(() => _terminal.WriteWords(line, indent: 2));

    private IEnumerable<string> Lines(int width)
    {
        string all = _shares.Remaining is { } left ? $"{_all}  {ProgressLine.Left(left)}" : _all;
        yield return ProgressBar.Line(_terminal, _shares.Done / _total, BarWidth, all, width);
        Bar[] bars;
        lock (_turn)
            bars = [.. _bars];
        foreach (Bar bar in bars)
            yield return ProgressBar.Line(_terminal, bar.Share, BarWidth, bar.News(width - BarWidth - ProgressBar.Beside), width);
    }

    private void Warn(string warning) => _lines.Interject(() => Warnings.Print(_terminal, warning));

    private sealed class Bar(JobPlan plan, JobShares shares, RunSpeed speed, Action<string> say, Action<string> warn)
        : ITrainingObserver
    {
        private readonly string _name = plan.Job.Name;
        private volatile Told? _told;

        public JobPlan Plan => plan;

        public double Share => _told is { Progress: var progress } ? (double)progress.Step / progress.TotalSteps : 0;

        public string News(int width) => _told is { Progress: var progress, Left: var left }
            ? $"{Shortened(_name, width)}: {ProgressLine.ForBar(progress, left, width - Shortened(_name, width).Length - 2)}"
            : _name;

        public void Started(RunStarted run)
        {
            speed.Start(run.Step);
            if (run.BeginsAnew)
                say($"{_name}: begins anew: {RunHeadline.WhyAnew}");
            shares.Begin(plan.Directory, (double)run.Step / run.TotalSteps);
        }

        public void Warned(string warning) => warn($"{_name}: {warning}");

        public void Progressed(in TrainingProgress progress)
        {
            speed.Advance(progress.Step);
            _told = new(progress, speed.Remaining(progress.Step, progress.TotalSteps));
            shares.Advance(plan.Directory, (double)progress.Step / progress.TotalSteps);
        }

        /// <summary>What was told last.</summary>
        private sealed record Told(TrainingProgress Progress, TimeSpan Left);
    }
}
