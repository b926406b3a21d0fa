using System.Text.Json.Nodes;
using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments;

/// <summary>The name of a metric of evaluations.</summary>
internal sealed class MetricNameValue : ConfigValue<TaskMetric>
{
    private static readonly string[] Names = [.. TaskMetrics.All.Select(TaskMetrics.NameOf)];

    public override string Type => string.Join(" or ", Names.Select(name => $"`{name}`"));

    public override TaskMetric Read(YamlNode node, TaskMetric fallback, string path, Diagnostics diagnostics) =>
        node.AsChoice("metric", Names, diagnostics) is { } name ? TaskMetrics.Find(name)!.Value : fallback;

    public override YamlNode Write(TaskMetric value) => new YamlScalar(default, TaskMetrics.NameOf(value));

    public override JsonObject ToJsonSchema() => new() { ["enum"] = new JsonArray([.. Names.Select(name => (JsonNode)name)]) };
}
