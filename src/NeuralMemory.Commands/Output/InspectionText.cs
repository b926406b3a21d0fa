using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>What a machine did in an episode, step by step.</summary>
internal static class InspectionText
{
    /// <summary>Prints it.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="inspection">What to print.</param>
    /// <param name="files">The picture and its numbers, where it has some; null where there are none.</param>
    public static void Print(Terminal terminal, Inspection inspection, (string Picture, string? Numbers)? files)
    {
        if (inspection.Source.Count > 0)
            terminal.WriteWords($"read:  {Quoted.Harmless(string.Join(' ', inspection.Source))}", indent: 7);
        if (inspection.IsFree)
            terminal.WriteWords($"said:  {Quoted.Harmless(string.Join(' ', inspection.Said.Select(step => step.Said)))}", indent: 7);
        SearchText.Print(terminal, inspection.Beam);
        WeightRecording[] heads = HeadsToShow(inspection);
        if (heads.Length > 0)
            terminal.Out.WriteLine($"{Environment.NewLine}where it looked: {heads[0].Group}"
                + (heads.Length > 1 ? $", mean of {heads.Length} heads" : ""));
        WeightRecording? map = heads.Length > 0 ? Mean(heads) : null;
        Row[] rows = [.. Rows(inspection, map)];
        int said = Widest(rows, row => row.Said), sure = Widest(rows, row => row.Sure), wanted = Widest(rows, row => row.Wanted);
        foreach (Row row in rows)
            terminal.WriteWords(
                $"  {row.Said.PadRight(said)}  {row.Sure.PadLeft(sure)}  {row.Wanted.PadRight(wanted)}  {row.Looked}".TrimEnd(),
                indent: Math.Min(said + sure + wanted + 8, terminal.Width / 2));
        if (files is not { } drawn)
        {
            terminal.Out.WriteLine($"{Environment.NewLine}the machine has no weights to draw");
            return;
        }

        terminal.Out.WriteLine();
        terminal.WriteWords($"picture: {drawn.Picture}", indent: 9);
        if (drawn.Numbers is not null)
            terminal.WriteWords($"numbers: {drawn.Numbers}", indent: 9);
    }

    /// <summary>The heads of one group whose rows are steps: of those over the same as the first, the most sharply looking one.</summary>
    private static WeightRecording[] HeadsToShow(Inspection inspection)
    {
        IReadOnlyList<WeightRecording> ofSteps = inspection.MapsOfSteps;
        return
        [
            .. ofSteps.Where(map => map.IsTurned == ofSteps[0].IsTurned && map.Columns.SequenceEqual(ofSteps[0].Columns))
                .GroupBy(map => map.Group)
                .OrderByDescending(heads => heads.Average(head => Sharpness(head, inspection))).Take(1).SelectMany(heads => heads),
        ];
    }

    /// <summary>The mean of the largest weights of the steps in which something was said.</summary>
    private static double Sharpness(WeightRecording head, Inspection inspection) =>
        SaidRows(inspection).Select(row => (double)LookedAt.Of(head, row)[0].Weight).DefaultIfEmpty().Average();

    private static IEnumerable<int> SaidRows(Inspection inspection) =>
        Enumerable.Range(0, inspection.Steps.Count).Where(row => inspection.Steps[row].Said is not null);

    private static WeightRecording Mean(WeightRecording[] heads)
    {
        var mean = (float[,])heads[0].Weights.Clone();
        for (int row = 0; row < mean.GetLength(0); row++)
            for (int column = 0; column < mean.GetLength(1); column++)
                mean[row, column] = heads.Average(head => head.Weights[row, column]);
        return heads[0] with { Weights = mean };
    }

    private static IEnumerable<Row> Rows(Inspection inspection, WeightRecording? map)
    {
        foreach (int i in SaidRows(inspection))
        {
            InspectedStep step = inspection.Steps[i];
            string said = Quoted.Harmless(step.Said!);
            IEnumerable<string> looked = map is null ? []
                : LookedAt.Of(map, i).Select(looked => $"{Quoted.Harmless(looked.Name)} {Percent(looked.Weight)}");
            yield return new(
                said, inspection.IsFree ? Percent(step.Probability) : "",
                step.Wanted is { } wanted && wanted != step.Said ? $"(wanted {Quoted.Harmless(wanted)})" : "", string.Join(", ", looked));
        }
    }

    private static string Percent(double share) => $"{Readable.Number(Math.Round(100 * share))} %";

    private static int Widest(Row[] rows, Func<Row, string> cell) => rows.Length == 0 ? 0 : rows.Max(row => cell(row).Length);

    private readonly record struct Row(string Said, string Sure, string Wanted, string Looked);
}
