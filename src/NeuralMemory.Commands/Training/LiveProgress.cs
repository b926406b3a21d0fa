using NeuralMemory.Experiments;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NeuralMemory.Commands;

/// <summary>Shows how a run goes on a terminal: a bar that moves, with evaluations written above it.</summary>
internal sealed class LiveProgress : ITrainingObserver
{
    /// <summary>What the news take at most, and the percentage and the gaps beside them.</summary>
    private const int NewsWidth = 100, Beside = 8;

    private static readonly Style Dim = new(decoration: Decoration.Dim);

    private readonly IAnsiConsole _console;
    private readonly ProgressTask _bar;
    private readonly RunSpeed _speed;
    private readonly int _newsWidth;
    private readonly EvaluationLog _evaluations = new();

    private LiveProgress(TimeProvider time, IAnsiConsole console, ProgressTask bar, int newsWidth) =>
        (_speed, _console, _bar, _newsWidth) = (new(time), console, bar, newsWidth);

    /// <summary>Shows training while it goes on.</summary>
    /// <param name="terminal">An interactive one.</param>
    /// <param name="time">The clock.</param>
    /// <param name="train">Trains, and tells the observer.</param>
    public static RunOutcome Show(Terminal terminal, TimeProvider time, Func<ITrainingObserver, RunOutcome> train)
    {
        IAnsiConsole console = ProgressConsole.Of(terminal);
        RunOutcome? outcome = null;
        // The bar takes what the news leave.
        int barWidth = Math.Clamp(terminal.Width - NewsWidth - Beside, 8, 40);
        ProgressBarColumn barColumn = new() { Width = barWidth };
        console.Progress().AutoClear(true).Columns(barColumn, new PercentageColumn(), new NewsColumn()).Start(context =>
        {
            ProgressTask bar = context.AddTask("starting");
            outcome = train(new LiveProgress(time, console, bar, terminal.Width - barWidth - Beside));
        });
        return outcome!;
    }

    public void Started(RunStarted run)
    {
        _speed.Start(run.Step);
        _bar.MaxValue = run.TotalSteps;
        _bar.Value = run.Step;
        foreach (string line in RunHeadline.Of(run))
            _console.WriteAbove(line);
    }

    public void Progressed(in TrainingProgress progress)
    {
        _speed.Advance(progress.Step);
        _bar.Description = ProgressLine.ForBar(progress, _speed.Remaining(progress.Step, progress.TotalSteps), _newsWidth);
        _bar.Value = progress.Step;
    }

    public void Advanced(CurriculumAdvance advance) =>
        _console.WriteAbove(CurriculumText.Of(advance), Dim);

    public void Evaluated(EvaluationResult result)
    {
        if (_evaluations.LineOf(result) is { } line)
            _console.WriteAbove(line, Dim);
    }

    /// <summary>What is known about the last steps.</summary>
    private sealed class NewsColumn : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(task.Description).Overflow(Overflow.Ellipsis);
    }
}
