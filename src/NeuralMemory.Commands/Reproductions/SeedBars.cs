using System.Collections.Concurrent;
using NeuralMemory.Experiments;
using NeuralMemory.Reproductions;
using Spectre.Console;

namespace NeuralMemory.Commands;

/// <summary>
/// Shows how several seeds go on a terminal: a bar for each that trains, and one for all; what has ended is written above them.
/// </summary>
internal sealed class SeedBars
{
    private const int BarWidth = 16, Beside = 12;

    private readonly IAnsiConsole _console;
    private readonly ProgressContext _context;
    private readonly ProgressTask _all;
    private readonly int _newsWidth;
    private readonly ConcurrentDictionary<string, ProgressTask> _bars = new();

    private SeedBars(IAnsiConsole console, ProgressContext context, int total, int newsWidth)
    {
        (_console, _context, _newsWidth) = (console, context, newsWidth);
        _all = context.AddTask("all seeds", maxValue: total);
    }

    /// <summary>Shows training while it goes on.</summary>
    /// <param name="terminal">An interactive one.</param>
    /// <param name="total">How many seeds there are.</param>
    /// <param name="train">Trains.</param>
    public static void Show(Terminal terminal, int total, Action<SeedBars> train)
    {
        IAnsiConsole console = ProgressConsole.Of(terminal);
        console.Progress().AutoClear(true).HideCompleted(true)
            .Columns(
                new ProgressBarColumn { Width = BarWidth }, new PercentageColumn(),
                new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context => train(new(console, context, total, terminal.Width - BarWidth - Beside)));
    }

    /// <summary>A seed begins.</summary>
    public ITrainingObserver Watch(SeedPlan plan, TimeProvider time)
    {
        ProgressTask bar = _context.AddTask(Markup.Escape(ReproductionNews.Name(plan)));
        _bars[plan.Directory] = bar;
        return new Bar(bar, ReproductionNews.Name(plan), _newsWidth, new(time));
    }

    /// <summary>A seed has ended.</summary>
    public void Finish(SeedPlan plan, string line)
    {
        _console.WriteAbove(line);
        Remove(plan);
    }

    /// <summary>A seed trains no more.</summary>
    public void Remove(SeedPlan plan)
    {
        _all.Increment(1);
        if (_bars.TryRemove(plan.Directory, out ProgressTask? bar))
            bar.StopTask();
    }

    private sealed class Bar(ProgressTask bar, string name, int width, RunSpeed speed) : ITrainingObserver
    {
        public void Started(RunStarted run)
        {
            speed.Start(run.Step);
            bar.MaxValue = run.TotalSteps;
            bar.Value = run.Step;
        }

        public void Progressed(in TrainingProgress progress)
        {
            speed.Advance(progress.Step);
            string news = ProgressLine.ForBar(
                progress, speed.Remaining(progress.Step, progress.TotalSteps), width - name.Length - 2);
            bar.Description = Markup.Escape($"{name}: {news}");
            bar.Value = progress.Step;
        }
    }
}
