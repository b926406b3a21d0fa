using System.Text.Json.Nodes;
using NeuralMemory.Experiments;
using NeuralMemory.Sweeps;

namespace NeuralMemory.Commands;

/// <summary>
/// Tells how several jobs go that train side by side: moving bars on a terminal, plain lines elsewhere, JSON lines for a script. What
/// comes from several threads is told one after the other.
/// </summary>
/// <param name="terminal">Where to.</param>
/// <param name="json">Whether a script reads.</param>
/// <param name="quiet">Whether only errors are told.</param>
/// <param name="total">How many jobs are to be run.</param>
/// <param name="jobs">What they are called: <c>seeds</c>.</param>
internal sealed class JobNews(Terminal terminal, bool json, bool quiet, int total, string jobs = "seeds") : IJobObserver
{
    private readonly Lock _turn = new();
    private JobBars? _bars;
    private int _ended;

    /// <summary>Whether a job ended with an error.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Shows training while it goes on.</summary>
    public void Show(Action<IJobObserver> train)
    {
        if (total == 0)
            return;
        if (json || quiet || !terminal.IsInteractive)
        {
            train(this);
            return;
        }

        JobBars.Show(terminal, TimeProvider.System, total, jobs, bars =>
        {
            _bars = bars;
            train(this);
        });
        _bars = null;
    }

    /// <summary>Says something, while nobody else does.</summary>
    public void Tell(Action news)
    {
        lock (_turn)
            news();
    }

    public ITrainingObserver Watch(JobPlan plan) => new NotingObserver(
        _bars is { } bars ? bars.Watch(plan) : new JobLog(plan, this, terminal, json, quiet, TimeProvider.System), terminal);

    public void Ended(JobPlan plan, RunOutcome outcome) => Tell(() =>
    {
        _ended++;
        if (json)
        {
            JsonObject line = Of("ended", plan);
            line["state"] = Json.NameOf(outcome.State);
            line["reason"] = outcome.Reason;
            line["step"] = outcome.Step;
            line["sequences"] = outcome.Sequences;
            line["seconds"] = Json.Seconds(outcome.Elapsed);
            Json.WriteLine(terminal, line);
            return;
        }

        string final = outcome.Evaluations is [var first, ..] ? $"; {Readable.Scores(first)}" : "";
        Say(plan, $"{plan.Job.Name}: {Json.NameOf(outcome.State)} after {Readable.Count(outcome.Sequences)} sequences and "
            + $"{Readable.Duration(outcome.Elapsed)}{final} ({_ended} of {total})");
    });

    public void Failed(JobPlan plan, Exception error, bool isTriedAgain) => Tell(() =>
    {
        if (!isTriedAgain)
        {
            _ended++;
            HasFailed = true;
        }

        if (json)
        {
            JsonObject line = Of(isTriedAgain ? "retried" : "failed", plan);
            line["message"] = error.Message;
            Json.WriteLine(terminal, line);
        }

        _bars?.Remove(plan);
        terminal.Interject(() =>
        {
            terminal.Error.WriteLine(isTriedAgain ? $"{plan.Job.Name}, which is tried again:" : $"{plan.Job.Name}:");
            Failure.Report(error, terminal);
        });
    });

    public void Passed(JobPlan plan) => Tell(() =>
    {
        _ended++;
        if (json)
        {
            JsonObject line = Of("passed", plan);
            line["action"] = JobPlanTable.NameOf(plan.Action);
            line["reason"] = plan.Reason;
            Json.WriteLine(terminal, line);
            return;
        }

        string words = plan is { Action: JobAction.InUse, Reason: { } reason } ? $"nothing: {reason}" : JobPlanTable.Words(plan);
        Say(plan, $"{plan.Job.Name}: {words} ({_ended} of {total})");
    });

    /// <summary>For a script; a user is told of them together, and asks for each by <c>sweep status --each</c>.</summary>
    public void Submitted(JobPlan plan, string place) => Tell(() =>
    {
        if (!json)
            return;
        JsonObject line = Of("submitted", plan);
        line["place"] = place;
        Json.WriteLine(terminal, line);
    });

    /// <summary>A line for scripts, without its content.</summary>
    internal static JsonObject Of(string name, JobPlan plan)
    {
        JsonObject line = new() { ["event"] = name };
        if (plan.Job.Values.Count == 0)
        {
            line["config"] = plan.Job.Group;
        }
        else
        {
            line["job"] = plan.Job.Id;
            line["values"] = Values(plan.Job);
        }

        line["seed"] = plan.Job.Seed;
        line["directory"] = plan.Directory;
        return line;
    }

    /// <summary>The values of a point for scripts.</summary>
    internal static JsonObject Values(Job job) =>
        new([.. job.Values.Select(each => KeyValuePair.Create(each.Key, (JsonNode?)each.Value))]);

    private void Say(JobPlan plan, string line)
    {
        if (_bars is { } bars)
            bars.Finish(plan, line);
        else if (!quiet)
            terminal.Out.WriteLine(line);
    }
}
