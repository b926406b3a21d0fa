using NeuralMemory.Experiments;

namespace NeuralMemory.Commands;

/// <summary>Shows how a run goes on a terminal: a bar that moves, with evaluations written above it.</summary>
internal sealed class LiveProgress : ITrainingObserver, IDisposable
{
    /// <summary>What the news take at most.</summary>
    private const int NewsWidth = 100;

    private readonly Terminal _terminal;
    private readonly LiveLines _lines;
    private readonly RunSpeed _speed;
    private readonly EvaluationLog _evaluations = new();
    private volatile News? _news;

    /// <summary>Shows it from now on.</summary>
    /// <param name="terminal">An interactive one.</param>
    /// <param name="time">The clock.</param>
    public LiveProgress(Terminal terminal, TimeProvider time)
    {
        (_terminal, _speed) = (terminal, new(time));
        _lines = new(terminal, time, width => [Line(width)]);
    }

    /// <summary>Shows training while it goes on.</summary>
    /// <param name="terminal">An interactive one.</param>
    /// <param name="time">The clock.</param>
    /// <param name="train">Trains, and tells the observer.</param>
    public static RunOutcome Show(Terminal terminal, TimeProvider time, Func<ITrainingObserver, RunOutcome> train)
    {
        using LiveProgress progress = new(terminal, time);
        return train(progress);
    }

    public void Started(RunStarted run)
    {
        _speed.Start(run.Step);
        _lines.Interject(() =>
        {
            foreach (string line in RunHeadline.Of(run))
                _terminal.WriteWords(line, indent: 2);
        });
    }

    public void Warned(string warning) => _lines.Interject(() => Warnings.Print(_terminal, warning));

    public void Progressed(in TrainingProgress progress)
    {
        _speed.Advance(progress.Step);
        _news = new(progress, _speed.Remaining(progress.Step, progress.TotalSteps));
    }

    public void Advanced(CurriculumAdvance advance) => Say(CurriculumText.Of(advance));

    public void Recomputed(int every) => Say(RecomputationText.Of(every));

    public void Evaluated(EvaluationResult result)
    {
        if (_evaluations.LineOf(result) is { } line)
            Say(line);
    }

    /// <inheritdoc/>
    public void Dispose() => _lines.Dispose();

    private void Say(string line) =>
        _lines.Interject(() => _terminal.WriteWords(_terminal.Paint(line, TextColor.Dim), indent: 2));

    private string Line(int width)
    {
        // The bar takes what the news leave.
        int bar = Math.Clamp(width - NewsWidth - ProgressBar.Beside, 8, 40);
        return _news is not { Progress: var progress, Left: var left }
            ? ProgressBar.Line(_terminal, 0, bar, "starting", width)
            : ProgressBar.Line(_terminal, (double)progress.Step / progress.TotalSteps, bar,
                ProgressLine.ForBar(progress, left, width - bar - ProgressBar.Beside), width);
    }

    /// <summary>What was told last.</summary>
    private sealed record News(TrainingProgress Progress, TimeSpan Left);
}
