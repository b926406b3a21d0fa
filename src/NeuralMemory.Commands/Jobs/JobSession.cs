using System.Text.Json.Nodes;
using NeuralMemory.Experiments;
using NeuralMemory.Sweeps;

namespace NeuralMemory.Commands;

/// <summary>Runs the jobs of a group or a sweep: looks at what is there, launches what is missing, and says what came out.</summary>
/// <param name="terminal">Where to speak.</param>
/// <param name="json">Whether a script reads along.</param>
/// <param name="quiet">Whether only the end is of interest.</param>
internal sealed class JobSession(Terminal terminal, bool json, bool quiet)
{
    /// <summary>The jobs, in order.</summary>
    public required IReadOnlyList<Job> Jobs { get; init; }

    /// <summary>Where they run.</summary>
    public required ILauncher Launcher { get; init; }

    /// <summary>How many run at a time, where they run here.</summary>
    public required int SideBySide { get; init; }

    /// <summary>Whether runs that are in the way, or diverged, are moved aside.</summary>
    public required bool Force { get; init; }

    /// <summary>What computes.</summary>
    public required EngineCatalog Engines { get; init; }

    /// <summary>What jobs are called, and the heading of what they are of: seeds of a config, jobs of a point.</summary>
    public required (string Jobs, string Heading) Words { get; init; }

    /// <summary>Whether a run of another experiment keeps all from beginning: a user may have named a wrong folder.</summary>
    public required bool RefusesAll { get; init; }

    /// <summary>Says what would be done, and what it would take.</summary>
    /// <returns>The exit code.</returns>
    public int DryRun()
    {
        JobPlan[] plans = Look();
        JobPlanTable.Print(terminal, plans, json, Words.Heading);
        LaunchEstimateText.Print(terminal, LaunchEstimate.Of(plans, SideBySide, TimeProvider.System, Engines), SideBySide, json);
        if (Launcher is SlurmLauncher slurm && slurm.Preview(plans) is { Length: > 0 } script)
            PrintScript(script);
        return ExitCodes.Done;
    }

    /// <summary>Runs what is missing.</summary>
    /// <param name="begin">Done once nothing is refused any more, before the first job; null for nothing.</param>
    /// <param name="report">Says what came out.</param>
    /// <returns>The exit code.</returns>
    public int Run(Action? begin, Action report)
    {
        JobPlan[] plans = Look();
        JobPlan[] refused = [.. plans.Where(plan => plan.Action == JobAction.Refuse)];
        foreach (JobPlan plan in refused)
            terminal.Fail($"'{plan.Directory}': {plan.Reason}");
        if (refused.Length > 0 && RefusesAll)
        {
            terminal.WriteErrorWords($"nothing was done; --force moves {(refused.Length == 1 ? "it" : "them")} aside and begins anew");
            return ExitCodes.Usage;
        }

        if (Launcher.Waits && SideBySide > 1 && !json && !quiet)
            LaunchEstimateText.PrintMemory(terminal, LaunchEstimate.MemoryOf(plans, SideBySide, TimeProvider.System, Engines));
        begin?.Invoke();
        using Interruption interruption = new(terminal);
        // What is trained is worth more than what is said of it; a table alone is only said.
        if (plans.Any(plan => plan.IsWork))
            terminal.OutliveOutput();
        JobNews news = new(terminal, json, quiet, plans.Count(plan => plan.IsWork), Words.Jobs);
        LaunchResult result = new() { Ends = new Dictionary<string, JobEnd>() };
        if (Launcher.Waits)
            news.Show(observer => result = Launcher.Launch(plans, observer, interruption.Token));
        else
            result = Launcher.Launch(plans, news, interruption.Token);
        foreach (string note in result.Notes)
            Note(note);
        news.Tell(report);
        if (result.WasStopped)
            terminal.WriteErrorWords("a job failed, and no further one was begun, as on_failure: stop says; the same command goes on");
        return interruption.Token.IsCancellationRequested ? ExitCodes.Interrupted
            : news.HasFailed || refused.Length > 0 ? ExitCodes.Failed
            : result.Count(JobEnd.Diverged) > 0 || plans.Any(plan => plan.Action == JobAction.Diverged) ? ExitCodes.Diverged
            : LostOutput.ExitCode(terminal);
    }

    private void Note(string note)
    {
        if (json)
            Json.WriteLine(terminal, new JsonObject { ["event"] = "note", ["message"] = note });
        else if (!quiet)
            terminal.WriteWords($"note: {note}", indent: 2);
    }

    private void PrintScript(string script)
    {
        if (json)
        {
            Json.WriteLine(terminal, new JsonObject { ["event"] = "script", ["text"] = script });
            return;
        }

        terminal.WriteWords("what would be submitted to Slurm:");
        terminal.Out.Write(script);
    }

    private JobPlan[] Look() => [.. Jobs.Select(job => JobPlan.Of(job, Force))];
}
