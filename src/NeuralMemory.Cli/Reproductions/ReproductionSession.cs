using NeuralMemory.Experiments;
using NeuralMemory.Reports;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Cli;

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

    /// <summary>Whether runs that are in the way are moved aside.</summary>
    public required bool Force { get; init; }

    /// <summary>The command line.</summary>
    public required string Command { get; init; }

    /// <summary>Reproduces.</summary>
    /// <param name="dryRun">Whether only to say what would be done.</param>
    /// <param name="reportOnly">Whether to train nothing.</param>
    /// <returns>The exit code.</returns>
    public int Run(bool dryRun, bool reportOnly)
    {
        SeedPlan[] plans = reportOnly
            ? []
            : [.. Reproductions.SelectMany(reproduction => Seeds.Select(seed => SeedPlan.Of(reproduction, seed, Force)))];
        if (dryRun)
        {
            ReproductionPlanTable.Print(terminal, plans, json);
            return ExitCodes.Done;
        }

        if (plans.Where(plan => plan.Action == SeedAction.Refuse).ToArray() is { Length: > 0 } refused)
            return Refuse(refused);
        using Interruption interruption = new(terminal);
        ReproductionNews news = new(terminal, interruption, json, quiet, plans.Count(plan => plan.IsWork));
        news.Show(observer => new ReproductionRunner(Jobs, Command, observer, TimeProvider.System).Run(plans, interruption.Token));
        List<ReproductionOutcome> outcomes = Report(reportOnly, out List<string> pages);
        news.Tell(() => ReproductionReport.Print(terminal, outcomes, pages, json, quiet));
        return interruption.Token.IsCancellationRequested ? ExitCodes.Interrupted
            : news.HasFailed ? ExitCodes.Failed
            : _exitCode != ExitCodes.Done ? _exitCode
            : outcomes.Any(outcome => outcome.Seeds.Any(seed => seed.State == RunState.Diverged)) ? ExitCodes.Diverged
            : ExitCodes.Done;
    }

    private int Refuse(SeedPlan[] refused)
    {
        foreach (SeedPlan plan in refused)
            terminal.Fail($"'{plan.Directory}': {plan.Reason}");
        terminal.Error.WriteLine($"nothing was done; --force moves {(refused.Length == 1 ? "it" : "them")} aside and begins anew");
        return ExitCodes.Usage;
    }

    /// <summary>What one came to; null, and a word about it, when its files cannot be read: that of others is still worth having.</summary>
    private ReproductionOutcome? Read(Reproduction reproduction, IReadOnlyList<long> seeds)
    {
        try
        {
            return ReproductionReader.Read(reproduction, seeds);
        }
        catch (Exception exception) when (exception is RunException or InvalidInputException)
        {
            terminal.Error.WriteLine($"{reproduction.Name} is left out of the tables:");
            _exitCode = Failure.Report(exception, terminal);
            return null;
        }
    }

    /// <summary>Writes the page of each folder, with all configs that are in it.</summary>
    /// <returns>The outcomes of what was asked for.</returns>
    private List<ReproductionOutcome> Report(bool reportOnly, out List<string> pages)
    {
        List<ReproductionOutcome> asked = [];
        pages = [];
        foreach (IGrouping<string, Reproduction> folder in Reproductions.GroupBy(reproduction => reproduction.Folder))
        {
            HashSet<string> names = [.. folder.Select(reproduction => reproduction.Name)];
            List<ReproductionOutcome> all = [];
            List<string> unread = [];
            foreach (Reproduction sibling in ReproductionCatalog.Siblings(folder.First()))
            {
                if (Read(sibling, names.Contains(sibling.Name) && !reportOnly ? Seeds : []) is { } outcome)
                    all.Add(outcome);
                else
                    unread.Add(sibling.Name);
            }

            IReadOnlyList<ReproductionOutcome> linked = ContrastOutcome.Link(all);
            asked.AddRange(linked.Where(outcome => names.Contains(outcome.Name)));
            string command = CommandText.Of(["reproduce", ReproductionCatalog.NameOf(folder.First())]);
            pages.Add(ReproductionFiles.Write(folder.Key, command, linked, unread));
        }

        return asked;
    }
}
