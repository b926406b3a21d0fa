using NeuralMemory.Experiments;

namespace NeuralMemory.Cli;

/// <summary>Evaluations side by side: above them what they have in common, in the table what tells them apart.</summary>
internal static class EvaluationTable
{
    private const int NarrowestTable = 60;

    private static readonly string[] Scores = ["bits/\nsequence>", "bit errors/\nsequence>", "wrong\nbits>", "wrong\nsequences>"];

    /// <summary>Prints a table with a line for each; on a terminal too narrow for it, a line of text for each.</summary>
    public static void Print(Terminal terminal, IEnumerable<EvaluationResult> results)
    {
        EvaluationResult[] all = [.. results];
        if (all.Length == 0)
            return;
        Axis[] axes = [.. AxesOf(all)];
        Axis[] varied = [.. axes.Where(axis => axis.Varies)];
        terminal.Out.WriteLine(string.Join(", ", axes.Where(axis => !axis.Varies).Select(axis => $"{axis.Name} {axis.Values[0]}")));
        string[] columns = [.. varied.Select(axis => axis.Name + '>'), .. Scores];
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
            terminal.Out.WriteLine($"{point}{(point.Length > 0 ? ": " : "")}{Readable.Number(all[i].Scores.BitsPerSequence)} bits, "
                + $"{Readable.Number(all[i].Scores.BitErrorsPerSequence)} errors, {Readable.Number(all[i].Scores.WrongBitsPercent)} %");
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
    }

    private static string[] ScoresOf(EvaluationResult result) =>
    [
        Readable.Number(result.Scores.BitsPerSequence), Readable.Number(result.Scores.BitErrorsPerSequence),
        $"{Readable.Number(result.Scores.WrongBitsPercent)} %", $"{Readable.Number(100 * result.Scores.SequenceErrors)} %",
    ];

    /// <summary>A quantity with its value at each point.</summary>
    private sealed record Axis(string Name, string[] Values)
    {
        public bool Varies => Values.Any(value => value != Values[0]);
    }
}
