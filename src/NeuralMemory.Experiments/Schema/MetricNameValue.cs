using System.Text.Json.Nodes;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>The name of a metric of evaluations, over all target channels or, after a dot, of one.</summary>
internal sealed class MetricNameValue : ConfigValue<TaskMetric>
{
    public override string Type =>
        string.Join(" or ", TaskMetrics.Names.Select(name => $"`{name}`"))
        + ", or one of them of a target channel: `accuracy_percent.node`";

    public override TaskMetric Read(YamlNode node, TaskMetric fallback, string path, Diagnostics diagnostics)
    {
        if (node.AsText(diagnostics) is not { } name)
            return fallback;
        if (TaskMetrics.Find(name) is { } metric)
            return metric;
        node.AsChoice("metric", TaskMetrics.Names, diagnostics);
        return fallback;
    }

    public override YamlNode Write(TaskMetric value) => new YamlScalar(default, value.Name);

    public override JsonObject ToJsonSchema() =>
        new() { ["type"] = "string", ["pattern"] = $"^({string.Join('|', TaskMetrics.Names)})([.][A-Za-z_][A-Za-z0-9_]*)?$" };
}
