using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Tasks;

namespace NeuralMemory.Commands;

/// <summary>Evaluations side by side: above them what they have in common, in the table what tells them apart.</summary>
internal static class EvaluationTable
{
    private const int NarrowestTable = 60;

    /// <summary>Prints a table with a line for each; on a terminal too narrow for it, a line of text for each.</summary>
    public static void Print(Terminal terminal, IEnumerable<EvaluationResult> results)
    {
        EvaluationResult[] all = [.. results];
        if (all.Length == 0)
            return;
        Axis[] axes = [.. AxesOf(all)];
        Axis[] varied = [.. axes.Where(axis => axis.Varies)];
        terminal.Out.WriteLine(string.Join(", ", axes.Where(axis => !axis.Varies).Select(axis => $"{axis.Name} {axis.Values[0]}")));
        string[] columns = [.. varied.Select(axis => axis.Name + '>'), .. all[0].Metrics.Select(HeadOf)];
        string[][] rows = [.. all.Select((result, i) => (string[])[.. varied.Select(axis => axis.Values[i]), .. ScoresOf(result)])];
        if (terminal.IsInteractive && Math.Max(NarrowestTable, TextTable.WidthOf(columns, rows)) > terminal.Width)
            PrintLines(terminal, all, varied);
        else
            TextTable.Print(terminal, columns, rows);
    }

    private static void PrintLines(Terminal terminal, EvaluationResult[] all, Axis[] varied)
    {
        for (int i = 0; i < all.Length; i++)
        {
            string point = string.Join(' ', varied.Select(axis => $"{axis.Name}={axis.Values[i]}"));
            ScoreSums total = all[i].Scores.Total;
            long wrong = total.WrongBits + total.WrongSymbols, judged = total.TargetBits + total.TargetSymbols;
            terminal.Out.WriteLine($"{point}{(point.Length > 0 ? ": " : "")}{Readable.Number(total.BitsPerSequence)} bits, "
                + $"{Readable.Number((double)wrong / total.Sequences)} errors, {Readable.Number(100.0 * wrong / judged)} %"
                + Readable.Decisive(all[i]));
        }
    }

    /// <summary>What was measured where: the parameters, and what else is no score.</summary>
    private static IEnumerable<Axis> AxesOf(EvaluationResult[] all)
    {
        yield return new("step", [.. all.Select(result => Readable.Count(result.Step))]);
        yield return new("episodes", [.. all.Select(result => Readable.Count(result.Episodes))]);
        for (int i = 0; i < all[0].Parameters.Count; i++)
            yield return new(all[0].Parameters[i].Key, [.. all.Select(result => result.Parameters[i].Value.ToString())]);
        if (all.Any(result => result.Slots is not null))
            yield return new("slots", [.. all.Select(result => result.Slots is { } slots ? Readable.Count(slots) : "")]);
        if (all.Any(result => result.Engine is not null))
            yield return new("engine", [.. all.Select(result => result.Engine ?? "")]);
    }

    private static IEnumerable<string> ScoresOf(EvaluationResult result) => result.Metrics.Select(metric => KindOf(metric) switch
    {
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
            MetricKind.SequenceErrors => "wrong\nsequences",
            MetricKind.AccuracyPercent => "right\nanswers",
            MetricKind.ExactMatchPercent => "right\nsequences",
            MetricKind.TokenAccuracyPercent => "right\nsymbols",
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
