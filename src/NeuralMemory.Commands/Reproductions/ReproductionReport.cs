using System.Text.Json.Nodes;
using NeuralMemory.Reproductions;
using NeuralMemory.Results;

namespace NeuralMemory.Commands;

/// <summary>What came out of reproductions.</summary>
internal static class ReproductionReport
{
    /// <summary>Prints it.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="outcomes">What came out.</param>
    /// <param name="pages">The pages that were written.</param>
    /// <param name="json">Whether a script reads it: a line for each outcome.</param>
    /// <param name="quiet">Whether to leave out what was expected, and troubles.</param>
    public static void Print(
        Terminal terminal, IReadOnlyList<ReproductionOutcome> outcomes, IReadOnlyList<string> pages, bool json, bool quiet)
    {
        if (json)
        {
            foreach (ReproductionOutcome outcome in outcomes)
                Json.WriteLine(terminal, Document(outcome));
            return;
        }

        PrintTable(terminal, outcomes);
        if (!quiet)
            PrintDetails(terminal, outcomes);
        foreach (string page in pages)
            terminal.Out.WriteLine($"table: {page}{Aside(page)}");
    }

    private static string Aside(string page)
    {
        string? folder = Path.GetDirectoryName(page);
        return Path.GetFileName(folder) == ReproductionFiles.Here
            ? $"; {Path.Combine(Path.GetDirectoryName(folder)!, Path.GetFileName(page))}, which came with the repository, tells of runs"
                + " that are not on this machine, and stays as it is"
            : "";
    }

    /// <summary>A table; on a terminal too narrow for it, a paragraph for each reproduction.</summary>
    private static void PrintTable(Terminal terminal, IReadOnlyList<ReproductionOutcome> outcomes)
    {
        IReadOnlyList<string>[] rows = [.. outcomes.Select(ReproductionTable.Row)];
        if (TextTable.Fits(terminal, ReproductionTable.Headings, rows))
        {
            TextTable.Print(terminal, ReproductionTable.Headings, rows);
            return;
        }

        foreach (IReadOnlyList<string> row in rows)
        {
            terminal.Out.WriteLine(terminal.Paint(row[0], TextColor.Bold));
            for (int i = 1; i < row.Count; i++)
                if (row[i].Length > 0)
                    terminal.WriteWords($"  {ReproductionTable.Headings[i].TrimEnd('>')}: {row[i]}", indent: 4);
        }
    }

    private static void PrintDetails(Terminal terminal, IReadOnlyList<ReproductionOutcome> outcomes)
    {
        foreach (ReproductionOutcome outcome in outcomes)
        {
            if (VerdictText.Why(outcome) is { } why)
                terminal.WriteWords($"{outcome.Name}: {ReproductionTable.NameOf(outcome.Verdict)}: {why}", indent: 2);
            foreach (Aim aim in outcome.Aims.Where(aim => aim.Met == false))
                terminal.WriteWords(
                    $"{outcome.Name}: {terminal.Paint("missed", TextColor.Yellow)}: {aim.Text}; it is {aim.Found}", indent: 2);
            foreach (SeedOutcome seed in outcome.Seeds.Where(seed => seed.State != RunState.Done && seed.Reason is not null))
                terminal.WriteWords($"{outcome.Name}, seed {seed.Seed}: {ReproductionTable.NameOf(seed)}: {seed.Reason}", indent: 2);
        }
    }

    private static JsonObject Document(ReproductionOutcome outcome) => new()
    {
        ["event"] = "reproduction",
        ["config"] = outcome.Name,
        ["verdict"] = ReproductionTable.NameOf(outcome.Verdict).Replace(' ', '_'),
        ["figure_verdict"] = ReproductionTable.NameOf(outcome.FigureVerdict).Replace(' ', '_'),
        ["why"] = VerdictText.Why(outcome),
        ["published"] = new JsonObject
        {
            ["source"] = outcome.Published.Source,
            ["metric"] = outcome.Published.Metric,
            ["value"] = outcome.Published.Value,
            ["tolerance"] = outcome.Published.Tolerance,
            ["result"] = outcome.Published.Result.ToString().ToLowerInvariant(),
            ["parameters"] = outcome.Published.Parameters,
            ["sequences"] = outcome.Published.Sequences,
        },
        ["final"] = Of(outcome.Final),
        ["seeds"] = outcome.Seeds.Count,
        ["ended"] = outcome.Ended,
        ["solved"] = outcome.Solved.Successes,
        ["solved_interval"] = new JsonArray(outcome.Solved.Low, outcome.Solved.High),
        ["sequences_to_solve"] = Of(outcome.SequencesToSolve),
        ["seconds_to_solve"] = Of(outcome.SecondsToSolve),
        ["parameters"] = outcome.Parameters,
        ["contrast"] = Of(outcome.Contrast),
        ["aims"] = new JsonArray([.. outcome.Aims.Select(aim =>
            new JsonObject { ["aim"] = aim.Text, ["found"] = aim.Found, ["met"] = aim.Met })]),
    };

    private static JsonObject? Of(ContrastOutcome? contrast) => contrast is null ? null : new()
    {
        ["with"] = contrast.Expected.With,
        ["times"] = contrast.Expected.Times,
        ["median"] = double.IsNaN(contrast.OwnMedian) ? null : Json.Number(contrast.OwnMedian),
        ["with_median"] = double.IsNaN(contrast.OtherMedian) ? null : Json.Number(contrast.OtherMedian),
        ["ratio"] = double.IsNaN(contrast.Ratio) ? null : Json.Number(contrast.Ratio),
        ["ratio_is_bound"] = contrast.IsBound,
        ["met"] = contrast.Met,
    };

    private static JsonObject? Of(Quartiles values) => values.Count == 0 ? null : new()
    {
        ["count"] = values.Count,
        ["first_quartile"] = Json.Number(values.Low),
        ["median"] = Json.Number(values.Median),
        ["third_quartile"] = Json.Number(values.High),
    };
}
