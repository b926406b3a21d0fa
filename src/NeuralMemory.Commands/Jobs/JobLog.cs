using System.Text.Json.Nodes;
using NeuralMemory.Experiments;
using NeuralMemory.Sweeps;

namespace NeuralMemory.Commands;

/// <summary>Tells how one of several jobs goes in lines: plain ones now and then, or each piece of news as JSON for a script.</summary>
/// <param name="plan">The job.</param>
/// <param name="news">Keeps the lines of several jobs apart.</param>
/// <param name="terminal">Where to.</param>
/// <param name="json">Whether a script reads.</param>
/// <param name="quiet">Whether to say nothing.</param>
/// <param name="time">The clock.</param>
internal sealed class JobLog(JobPlan plan, JobNews news, Terminal terminal, bool json, bool quiet, TimeProvider time)
    : ITrainingObserver
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);

    /// <summary>Whatever stands before it on the line, it tells the time left.</summary>
    private const int LineWidth = int.MaxValue;

    private readonly RunSpeed _speed = new(time);
    private long _lastLine = time.GetTimestamp();

    public void Started(RunStarted run)
    {
        _speed.Start(run.Step);
        if (json)
            Tell("started", new()
            {
                ["step"] = run.Step,
                ["total_steps"] = run.TotalSteps,
                ["moved_aside"] = run.MovedAside,
                ["begins_anew"] = run.BeginsAnew,
            });
        else
            Say((run.BeginsAnew ? $"begins anew: {RunHeadline.WhyAnew}"
                    : run.Step == 0 ? "begins" : $"goes on from step {Readable.Count(run.Step)}")
                + (run.MovedAside is { } aside ? $"; the run that was there is now in {aside}" : ""));
    }

    public void Warned(string warning)
    {
        if (json && !quiet)
            Tell("warning", new() { ["message"] = warning });
        else
            news.Tell(() => Warnings.Print(terminal, $"{plan.Job.Name}: {warning}"));
    }

    public void Progressed(in TrainingProgress progress)
    {
        _speed.Advance(progress.Step);
        long now = time.GetTimestamp();
        if (json || time.GetElapsedTime(_lastLine, now) < Interval)
            return;
        _lastLine = now;
        Say(ProgressLine.ForLog(progress, _speed.Remaining(progress.Step, progress.TotalSteps), LineWidth));
    }

    public void Evaluated(EvaluationResult result)
    {
        // The one that ends the run may be of the same step as the last one during training; their names tell them apart.
        if (json)
            Tell("evaluation", Json.Evaluation(result));
    }

    private void Tell(string name, JsonObject content)
    {
        if (quiet)
            return;
        JsonObject line = JobNews.Of(name, plan);
        foreach (var (key, value) in content)
            if (!line.ContainsKey(key))
                line[key] = value?.DeepClone();
        news.Tell(() => Json.WriteLine(terminal, line));
    }

    private void Say(string text)
    {
        if (!quiet)
            news.Tell(() => terminal.Out.WriteLine($"{plan.Job.Name}: {text}"));
    }
}
