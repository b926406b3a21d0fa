using System.Text.Json.Nodes;
using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Tasks;

namespace NeuralMemory.Commands;

/// <summary>The order in which people look for evaluations: by what was measured, as numbers, and not by names.</summary>
internal static class EvaluationOrder
{
    /// <summary>Points by their parameters and slots; of those that are the same the first.</summary>
    public static IEnumerable<EvaluationResult> Sort(IEnumerable<EvaluationResult> results) => results
        .DistinctBy(result => $"{Readable.Parameters(result.Parameters)}, {result.Slots}")
        .OrderBy(result => (double[])[.. result.Parameters.SelectMany(each => Bounds(each.Value)), result.Slots ?? 0], Numbers);

    /// <summary>Documents by their steps: of each first the evaluation that ended training, and then by parameters and slots.</summary>
    public static IEnumerable<Evaluation> Sort(IEnumerable<Evaluation> evaluations) => evaluations
        .OrderBy(evaluation => evaluation.Step)
        .ThenBy(evaluation => evaluation.Name != Evaluation.Final)
        .ThenBy(
            evaluation => (double[])[.. evaluation.Parameters.SelectMany(each => Bounds(each.Value)), evaluation.Slots ?? 0], Numbers);

    private static Comparer<double[]> Numbers { get; } = Comparer<double[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b));

    private static double[] Bounds(ValueRange range) => [range.Low, range.High];

    private static IEnumerable<double> Bounds(JsonNode? value) =>
        value is JsonArray { Count: 2 } range ? [Number(range[0]), Number(range[1])] : [Number(value), Number(value)];

    private static double Number(JsonNode? value) => value is JsonValue known && known.TryGetValue(out double number) ? number : 0;
}
