using System.Globalization;
using System.Text;
using NeuralMemory.Results;

namespace NeuralMemory.Reproductions;

/// <summary>
/// The numbers behind the tables and pictures of a reproduction. Comma-separated, a heading line, numbers as the shortest text that reads
/// back to the same 64 bits, empty fields for what there is not.
/// </summary>
internal static class ReproductionCsv
{
    /// <summary>A line for each seed: how its run stands, when it was solved, and the metrics at its end.</summary>
    public static string Seeds(ReproductionOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        string[] metrics = MetricsOf(outcome.Seeds.Select(seed => seed.Final));
        StringBuilder csv = new();
        Line(csv, ["seed", "state", "steps", "sequences", "seconds", "solved", "sequences_to_solve", "seconds_to_solve", .. metrics]);
        foreach (SeedOutcome seed in outcome.Seeds)
            Line(csv,
            [
                Whole(seed.Seed), ReproductionTable.NameOf(seed), Whole(seed.Steps), Whole(seed.Sequences), Seconds(seed.Seconds),
                seed.Solved is null ? "0" : "1", Whole(seed.Solved?.Sequences), Seconds(seed.Solved?.Seconds),
                .. metrics.Select(metric => Real(seed.Final?[metric])),
            ]);
        return csv.ToString();
    }

    /// <summary>A line for each seed and point of the grid.</summary>
    public static string Grid(ReproductionOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        string[] metrics = MetricsOf(outcome.Seeds.SelectMany(seed => seed.Grid));
        StringBuilder csv = new();
        Line(csv, ["seed", .. outcome.Axes.Select(axis => axis.Name), "episodes", .. metrics]);
        foreach (SeedOutcome seed in outcome.Seeds)
            foreach (var (point, evaluation) in outcome.Points.Zip(seed.Grid))
                Line(csv,
                [
                    Whole(seed.Seed), .. point.Select(value => value.ToString()), Whole(evaluation.Episodes),
                    .. metrics.Select(metric => Real(evaluation[metric])),
                ]);
        return csv.ToString();
    }

    /// <summary>A line for each point of the group's learning curve.</summary>
    public static string Curve(ReproductionOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        StringBuilder csv = new("sequences,seeds,first_quartile,median,third_quartile\n");
        foreach (var (sequences, values) in LearningCurve.Of(outcome))
            Line(csv, [Whole(sequences), Whole(values.Count), Real(values.Low), Real(values.Median), Real(values.High)]);
        return csv.ToString();
    }

    /// <summary>A line for each evaluation during the training of each seed of two configs.</summary>
    public static string Contrast(ReproductionOutcome own, ReproductionOutcome other)
    {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(other);
        StringBuilder csv = new($"config,seed,sequences,{own.Published.Metric}\n");
        foreach (ReproductionOutcome outcome in (ReproductionOutcome[])[own, other])
            foreach (SeedOutcome seed in outcome.Seeds)
                foreach (CurvePoint point in seed.Curve)
                    Line(csv, [outcome.Name, Whole(seed.Seed), Whole(point.Sequences), Real(point.Value)]);
        return csv.ToString();
    }

    private static string[] MetricsOf(IEnumerable<Evaluation?> evaluations) =>
        [.. evaluations.SelectMany(evaluation => evaluation?.Metrics ?? []).Select(metric => metric.Name).Distinct()];

    private static void Line(StringBuilder csv, IEnumerable<string> fields) => csv.AppendJoin(',', fields).Append('\n');

    private static string Whole(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Real(double? number) => number switch
    {
        null => "",
        double.PositiveInfinity => "inf",
        double.NegativeInfinity => "-inf",
        { } value => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string Seconds(double? seconds) => seconds?.ToString("0.##", CultureInfo.InvariantCulture) ?? "";
}
