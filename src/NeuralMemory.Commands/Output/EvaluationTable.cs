using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Tasks;

namespace NeuralMemory.Commands;

/// <summary>Evaluations side by side: above them what they have in common, in the table what tells them apart.</summary>
internal static class EvaluationTable
{
    /// <summary>Prints a table with a line for each; on a terminal too narrow for it, some of the scores in a table of their own.</summary>
    public static void Print(Terminal terminal, IEnumerable<EvaluationResult> results)
    {
        EvaluationResult[] all = [.. results];
        if (all.Length == 0)
            return;
        Axis[] axes = [.. AxesOf(all)];
        Axis[] varied = [.. axes.Where(axis => axis.Varies)];
        terminal.WriteWords(string.Join(", ", axes.Where(axis => !axis.Varies).Select(axis => $"{axis.Name} {axis.Values[0]}")), indent: 2);
        SearchText.Print(terminal, all[0].Beam);
        string[] columns = [.. varied.Select(axis => axis.Name + '>'), .. all[0].Metrics.Select(HeadOf)];
        string[][] rows = [.. all.Select((result, i) => (string[])[.. varied.Select(axis => axis.Values[i]), .. ScoresOf(result)])];
        foreach (int[] shown in Tables(terminal, columns, rows, varied.Length))
            TextTable.Print(terminal, Of(columns, shown), rows.Select(row => Of(row, shown)));
    }

    /// <summary>
    /// The columns of each table: all in one where the terminal has room for them; each begins with what tells lines apart.
    /// </summary>
    private static IEnumerable<int[]> Tables(Terminal terminal, string[] columns, string[][] rows, int leading)
    {
        int[] lead = [.. Enumerable.Range(0, leading)];
        for (int next = leading; next < columns.Length;)
        {
            int first = next++;
            while (next < columns.Length && HasRoom(Shown(first, next + 1)))
                next++;
            yield return Shown(first, next);
        }

        int[] Shown(int first, int end) => [.. lead, .. Enumerable.Range(first, end - first)];

        bool HasRoom(int[] shown) => TextTable.Fits(terminal, Of(columns, shown), [.. rows.Select(row => Of(row, shown))]);
    }

    private static string[] Of(string[] cells, int[] shown) => [.. shown.Select(i => cells[i])];

    /// <summary>What was measured where: the parameters, and what else is no score.</summary>
    private static IEnumerable<Axis> AxesOf(EvaluationResult[] all)
    {
        yield return new("step", [.. all.Select(result => Readable.Count(result.Step))]);
        string kind = all[0].Split is { } split ? split + " " : "";
        yield return new($"{kind}episodes", [.. all.Select(result => Readable.Count(result.Episodes))]);
        if (all.Any(result => result.Unscored > 0))
            yield return new("unscored", [.. all.Select(result => Readable.Count(result.Unscored))]);
        if (all.Any(result => result.DrawnOnce.Count > 0))
            yield return new("drawn once", [.. all.Select(result => string.Join(", ", result.DrawnOnce))]);
        for (int i = 0; i < all[0].Parameters.Count; i++)
            yield return new(all[0].Parameters[i].Key, [.. all.Select(result => result.Parameters[i].Value.ToString())]);
        if (all.Any(result => result.Slots is not null))
            yield return new("slots", [.. all.Select(result => result.Slots is { } slots ? Readable.Count(slots) : "")]);
        if (all.Any(result => result.Clamps.Count > 0))
            yield return new("clamped", [.. all.Select(result => string.Join(", ", result.Clamps))]);
        if (all.Any(result => result.Engine is not null))
            yield return new("engine", [.. all.Select(result => result.Engine ?? "")]);
    }

    private static IEnumerable<string> ScoresOf(EvaluationResult result) => result.Metrics.Select(metric => KindOf(metric) switch
    {
        _ when result.Unscored == result.Episodes => "none",
        MetricKind.WrongNumbersPercent => $"{Readable.Number(metric.Value)} %",
        MetricKind.WrongBitsPercent or MetricKind.WrongSymbolsPercent or MetricKind.AccuracyPercent or MetricKind.ExactMatchPercent
            or MetricKind.TokenAccuracyPercent or MetricKind.FreeTokenAccuracyPercent or MetricKind.FreeExactMatchPercent =>
            $"{Readable.Number(metric.Value)} %",
        MetricKind.SequenceErrors => $"{Readable.Number(100 * metric.Value)} %",
        _ => Readable.Number(metric.Value),
    });

    private static string HeadOf(MetricValue metric)
    {
        string head = KindOf(metric) switch
        {
            MetricKind.BitsPerSequence => "bits/\nsequence",
            MetricKind.BitErrorsPerSequence => "bit errors/\nsequence",
            MetricKind.WrongBitsPercent => "wrong\nbits",
            MetricKind.SymbolErrorsPerSequence => "symbol errors/\nsequence",
            MetricKind.WrongSymbolsPercent => "wrong\nsymbols",
            MetricKind.SquaredError => "squared\nerror",
            MetricKind.AbsoluteError => "absolute\nerror",
            MetricKind.WrongNumbersPercent => "wrong\nnumbers",
            MetricKind.SequenceErrors => "wrong\nsequences",
            MetricKind.AccuracyPercent => "right\nanswers",
            MetricKind.ExactMatchPercent => "right\nsequences",
            MetricKind.TokenAccuracyPercent => "right\nsymbols",
            MetricKind.ScaledAccuracy => "scaled\naccuracy",
            MetricKind.FreeTokenAccuracyPercent => "right symbols,\nfree",
            MetricKind.FreeExactMatchPercent => "right answers,\nfree",
            MetricKind.Bleu => "BLEU,\nfree",
            MetricKind.ReferenceBitsPerSequence => "reference,\nbits",
            MetricKind.BitsAboveReference => "bits above\nreference",
            var kind => throw new InvalidOperationException($"{kind} is missing from the table"),
        };
        return $"{head}{(TaskMetrics.Find(metric.Name)?.Channel is { } channel ? $"\nof {channel}" : "")}>";
    }

    private static MetricKind? KindOf(MetricValue metric) => TaskMetrics.Find(metric.Name)?.Kind;

    /// <summary>A quantity with its value at each point.</summary>
    private sealed record Axis(string Name, string[] Values)
    {
        public bool Varies => Values.Any(value => value != Values[0]);
    }
}
