using NeuralMemory.Reproductions;
using NeuralMemory.Results;
using NeuralMemory.Sweeps;

namespace NeuralMemory.Commands;

/// <summary>
/// Reproduces in the foreground: looks at what is there, trains what is missing, writes the tables, and says what came out.
/// </summary>
/// <param name="terminal">Where to speak.</param>
/// <param name="json">Whether a script reads along.</param>
/// <param name="quiet">Whether only the end is of interest.</param>
internal sealed class ReproductionSession(Terminal terminal, bool json, bool quiet)
{
    private int _exitCode = ExitCodes.Done;

    /// <summary>What to reproduce.</summary>
    public required IReadOnlyList<Reproduction> Reproductions { get; init; }

    /// <summary>Which seeds of each.</summary>
    public required IReadOnlyList<long> Seeds { get; init; }

    /// <summary>How many seeds at a time.</summary>
    public required int Jobs { get; init; }

    /// <summary>How runs are made.</summary>
    public required JobOptions Options { get; init; }

    /// <summary>Reproduces.</summary>
    /// <param name="dryRun">Whether only to say what would be done.</param>
    /// <param name="reportOnly">Whether to train nothing.</param>
    /// <returns>The exit code.</returns>
    public int Run(bool dryRun, bool reportOnly)
    {
        JobPlan[] plans = reportOnly
            ? []
            : [.. Reproductions.SelectMany(reproduction => Seeds.Select(seed => JobPlan.Of(reproduction.JobOf(seed), Options.Force)))];
        if (dryRun)
        {
            JobPlanTable.Print(terminal, plans, json);
            return ExitCodes.Done;
        }

        if (plans.Where(plan => plan.Action == JobAction.Refuse).ToArray() is { Length: > 0 } refused)
            return Refuse(terminal, refused);
        using Interruption interruption = new(terminal);
        // What is trained is worth more than what is said of it; a table alone is only said.
        if (plans.Any(plan => plan.IsWork))
            terminal.OutliveOutput();
        JobNews news = new(terminal, json, quiet, plans.Count(plan => plan.IsWork));
        LocalLauncher launcher = new(Jobs, Options);
        news.Show(observer => launcher.Launch(plans, observer, interruption.Token));
        IReadOnlyList<ReproductionOutcome> outcomes = Report(reportOnly, out IReadOnlyList<string> pages);
        news.Tell(() => ReproductionReport.Print(terminal, outcomes, pages, json, quiet));
        return interruption.Token.IsCancellationRequested ? ExitCodes.Interrupted
            : news.HasFailed ? ExitCodes.Failed
            : _exitCode != ExitCodes.Done ? _exitCode
            : outcomes.Any(outcome => outcome.Seeds.Any(seed => seed.State == RunState.Diverged)) ? ExitCodes.Diverged
            : LostOutput.ExitCode(terminal);
    }

    /// <summary>Says of runs of another experiment that they are in the way.</summary>
    internal static int Refuse(Terminal terminal, JobPlan[] refused)
    {
        foreach (JobPlan plan in refused)
            terminal.Fail($"'{plan.Directory}': {plan.Reason}");
        terminal.WriteErrorWords($"nothing was done; --force moves {(refused.Length == 1 ? "it" : "them")} aside and begins anew");
        return ExitCodes.Usage;
    }

    /// <summary>Writes the pages, and says which configs they are without.</summary>
    /// <returns>The outcomes of what was asked for.</returns>
    private IReadOnlyList<ReproductionOutcome> Report(bool reportOnly, out IReadOnlyList<string> pages) => new ReproductionPages
    {
        Seeds = reportOnly ? [] : Seeds,
        Command = folder => CommandText.Of(["reproduce", folder]),
        Unread = (reproduction, exception) =>
        {
            terminal.Error.WriteLine($"{reproduction.Name} is left out of the tables:");
            _exitCode = Failure.Report(exception, terminal);
        },
    }.Write(Reproductions, out pages);
}
