using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NeuralMemory.Analysis;
using NeuralMemory.Reports;
using NeuralMemory.Results;

namespace NeuralMemory.Web;

/// <summary>The evaluations of a run, a row for each.</summary>
internal static class EvaluationsTable
{
    private const int MostMetrics = 6;

    /// <summary>The table.</summary>
    /// <param name="evaluations">At least one.</param>
    /// <param name="first">The metric that comes first.</param>
    public static ReportTable Of(IReadOnlyList<Evaluation> evaluations, string first)
    {
        string[] metrics = [.. evaluations.SelectMany(each => each.Metrics).Select(metric => metric.Name).Distinct()
            .OrderBy(name => name != first).ThenBy(name => name.Contains('.', StringComparison.Ordinal)).Take(MostMetrics)];
        bool hasSlots = evaluations.Select(each => each.Slots).Distinct().Count() > 1;
        return new(
        [
            new("name") { IsWhole = true }, new("step", true), new("of the task") { IsWhole = true },
            .. hasSlots ? (ReportColumn[])[new("slots", true)] : [],
            new("episodes", true), .. metrics.Select(metric => new ReportColumn(MetricNames.InWords(metric), true)),
        ],
        [
            .. evaluations.OrderBy(each => each.Name != Evaluation.Final).ThenBy(each => each.Name, NaturalOrder.Instance)
                .Select(each => (IReadOnlyList<string>)
                [
                    each.Name, AxisText.Count(each.Step), Parameters(each.Parameters),
                    .. hasSlots ? (string[])[each.Slots?.ToString(CultureInfo.InvariantCulture) ?? ""] : [],
                    AxisText.Count(each.Episodes) + (each.Split is { } split ? $" {split}" : ""),
                    .. metrics.Select(metric => each[metric] is { } value ? AxisText.Value(value) : ""),
                ]),
        ]);
    }

    private static string Parameters(JsonObject parameters) =>
        string.Join(", ", parameters.Select(each => $"{each.Key} {Text(each.Value)}"));

    private static string Text(JsonNode? value) => value switch
    {
        null => "",
        JsonArray { Count: 2 } range => $"{Text(range[0])} to {Text(range[1])}",
        _ when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => value.ToJsonString(),
    };
}
