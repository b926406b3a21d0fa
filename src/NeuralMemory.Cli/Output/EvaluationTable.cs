using NeuralMemory.Experiments;

namespace NeuralMemory.Cli;

/// <summary>Evaluations side by side.</summary>
internal static class EvaluationTable
{
    /// <summary>Prints a table with a line for each.</summary>
    public static void Print(Terminal terminal, IEnumerable<EvaluationResult> results)
    {
        EvaluationResult[] all = [.. results];
        if (all.Length == 0)
            return;
        string[] parameters = [.. all[0].Parameters.Select(parameter => parameter.Key)];
        bool hasMemory = all.Any(result => result.Slots is not null);
        string[] columns =
        [
            .. parameters.Select(name => name + '>'), .. hasMemory ? (string[])["slots>"] : [],
            "episodes>", "bits/sequence>", "bit errors/sequence>", "wrong bits>", "wrong sequences>",
        ];
        TextTable.Print(terminal, columns, all.Select(result => (IReadOnlyList<string>)
        [
            .. result.Parameters.Select(parameter => parameter.Value.ToString()),
            .. hasMemory ? (string[])[result.Slots is { } slots ? Readable.Count(slots) : ""] : [],
            Readable.Count(result.Episodes),
            Readable.Number(result.Scores.BitsPerSequence), Readable.Number(result.Scores.BitErrorsPerSequence),
            $"{Readable.Number(result.Scores.WrongBitsPercent)} %", $"{Readable.Number(100 * result.Scores.SequenceErrors)} %",
        ]));
    }
}
