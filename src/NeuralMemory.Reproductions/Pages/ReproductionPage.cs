using System.Text;
using NeuralMemory.Experiments;
using NeuralMemory.Reports;
using NeuralMemory.Results;

namespace NeuralMemory.Reproductions;

/// <summary>The page of a folder of reproductions, in Markdown: a table of all, and a section for each.</summary>
internal static class ReproductionPage
{
    /// <summary>The page. The same outcomes give the same bytes.</summary>
    /// <param name="name">The folder's name.</param>
    /// <param name="command">The command line that makes it.</param>
    /// <param name="outcomes">Its reproductions, in order.</param>
    public static string Write(string name, string command, IReadOnlyList<ReproductionOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        StringBuilder page = new();
        page.Append($"""
            # {name}

            Made from the runs on disk by `{command}`; what is changed here by hand is lost. The numbers are in the CSV
            files beside this page; how to read them is in `configs/reproductions/README.md`.


            """);
        Markdown.Table(page, ReproductionTable.Headings, outcomes.Select(outcome =>
            (IReadOnlyList<string>)[$"[{outcome.Name}](#{outcome.Name})", .. ReproductionTable.Row(outcome).Skip(1)]));
        string[] processors = [.. outcomes.SelectMany(outcome => outcome.Processors).Distinct().Order(StringComparer.Ordinal)];
        if (processors.Length > 0)
            page.Append($"\nSeconds are wall-clock time of one thread a seed, on {string.Join(" and ", processors)}.\n");
        foreach (ReproductionOutcome outcome in outcomes)
            Section(page, outcome);
        return page.ToString();
    }

    private static void Section(StringBuilder page, ReproductionOutcome outcome)
    {
        PublishedFigure published = outcome.Published;
        page.Append($"\n## {outcome.Name}\n\n{outcome.Description}\n\n");
        page.Append($"- Published: {published.Metric} {ReproductionTable.Published(published)}");
        page.Append(published.Sequences is { } sequences ? $" after {AxisText.Count(sequences)} sequences" : "");
        page.Append($" ({published.Source}).{(published.Note.Length > 0 ? $" {published.Note}" : "")}\n");
        page.Append($"- Settings: {outcome.Settings}; at most {AxisText.Count(outcome.Budget)} sequences.\n");
        page.Append($"- Solved: {outcome.SolvedWhen}.");
        if (outcome.Ended > 0)
            page.Append($" {outcome.Solved.Successes} of {outcome.Solved.Trials} seeds (95 % interval of the probability: "
                + FormattableString.Invariant($"{100 * outcome.Solved.Low:0} to {100 * outcome.Solved.High:0} %)."));
        page.Append('\n');
        foreach (Aim aim in outcome.Aims)
            page.Append($"- Expected: {aim.Text}: {(aim.Met switch
            {
                true => $"met ({aim.Found})",
                false => $"missed ({aim.Found})",
                null => aim.Open is { } open ? $"not known yet: {open}" : "not known yet",
            })}.\n");
        string why = VerdictText.Why(outcome) is { } words ? $": {words}" : "";
        page.Append($"- Verdict: **{ReproductionTable.NameOf(outcome.Verdict)}**{why}.\n");
        if (outcome.Seeds.Count == 0)
            return;
        if (outcome.Seeds.Any(seed => seed.Curve.Count > 0))
            page.Append($"\n![learning curve]({outcome.Name}.svg)\n");
        if (ContrastPicture.IsPossible(outcome))
            page.Append($"\n![learning curves of {outcome.Name} and {outcome.Other!.Name}]({outcome.Name}-contrast.svg)\n");
        page.Append('\n');
        Seeds(page, outcome);
        Grid(page, outcome);
    }

    private static void Seeds(StringBuilder page, ReproductionOutcome outcome)
    {
        string[] metrics = [.. outcome.Seeds.SelectMany(seed => seed.Final?.Metrics ?? []).Select(metric => metric.Name).Distinct()];
        Markdown.Table(page, ["seed>", "state", "sequences>", "solved after>", "seconds>", .. metrics.Select(metric => metric + '>')],
            outcome.Seeds.Select(seed => (IReadOnlyList<string>)
            [
                $"{seed.Seed}", ReproductionTable.NameOf(seed), AxisText.Count(seed.Sequences),
                seed.Solved is { } solved ? AxisText.Count(solved.Sequences) : "", AxisText.Value(seed.Seconds),
                .. metrics.Select(metric => seed.Final?[metric] is { } value ? AxisText.Value(value) : ""),
            ]));
        foreach (SeedOutcome seed in outcome.Seeds.Where(seed => seed.State != RunState.Done && seed.Reason is not null))
            page.Append($"\nSeed {seed.Seed}: {seed.Reason}.\n");
    }

    /// <summary>The last axis across, the others down.</summary>
    private static void Grid(StringBuilder page, ReproductionOutcome outcome)
    {
        if (!outcome.Seeds.Any(seed => seed.Grid.Count > 0))
            return;
        string metric = GridPicture.MetricOf(outcome);
        GridAxis across = outcome.Axes[^1];
        page.Append($"\n{metric.Replace('_', ' ')} at the points of the grid, median (quartiles) of {outcome.Ended} seeds");
        page.Append($"; {across.Name} across:\n\n");
        Markdown.Table(page, [.. outcome.Axes.SkipLast(1).Select(axis => axis.Name + '>'), .. across.Values.Select(value => $"{value}>")],
            outcome.Points.Select((point, i) => (Point: point, Text: ReproductionTable.Text(outcome.OfGrid(i, metric), "worse")))
                .Chunk(across.Values.Count)
                .Select(row => (IReadOnlyList<string>)
                    [.. row[0].Point.SkipLast(1).Select(value => value.ToString()), .. row.Select(cell => cell.Text)]));
        if (outcome.Axes.Count == 2)
            page.Append($"\n![{metric.Replace('_', ' ')} by {outcome.Axes[0].Name} and {across.Name}]({outcome.Name}-grid.svg)\n");
    }
}
