using NeuralMemory.Experiments;

namespace NeuralMemory.Commands;

/// <summary>Tells how a run goes in plain lines: for a file, a pipe, or a terminal that cannot move its cursor.</summary>
/// <param name="terminal">Where to.</param>
/// <param name="time">The clock: a line of progress comes every other second at most, evaluations always.</param>
internal sealed class PlainObserver(Terminal terminal, TimeProvider time) : ITrainingObserver
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private const int LineWidth = 100;

    private readonly RunSpeed _speed = new(time);
    private readonly EvaluationLog _evaluations = new();
    private long _last;
    private bool _spoke;

    public void Started(RunStarted run)
    {
        _speed.Start(run.Step);
        foreach (string line in RunHeadline.Of(run))
            terminal.Out.WriteLine(line);
    }

    public void Warned(string warning) => Warnings.Print(terminal, warning);

    public void Progressed(in TrainingProgress progress)
    {
        _speed.Advance(progress.Step);
        long now = time.GetTimestamp();
        if (_spoke && time.GetElapsedTime(_last, now) < Interval)
            return;
        (_last, _spoke) = (now, true);
        TimeSpan left = _speed.Remaining(progress.Step, progress.TotalSteps);
        terminal.Out.WriteLine(ProgressLine.ForLog(progress, left, LineWidth));
    }

    public void Advanced(CurriculumAdvance advance) => terminal.Out.WriteLine(CurriculumText.Of(advance));

    public void Recomputed(int every) => terminal.Out.WriteLine(RecomputationText.Of(every));

    public void Evaluated(EvaluationResult result)
    {
        if (_evaluations.LineOf(result) is { } line)
            terminal.Out.WriteLine(line);
    }
}
