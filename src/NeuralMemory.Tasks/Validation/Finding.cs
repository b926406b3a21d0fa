using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>Something that was found, of a kind that a task may acknowledge.</summary>
/// <param name="Kind">What.</param>
/// <param name="Problem">Where, and in words.</param>
internal sealed record Finding(TaskFinding Kind, Diagnostic Problem)
{
    /// <summary>What is left of some findings: those that nobody acknowledged, and what was acknowledged and is not there.</summary>
    /// <param name="acknowledged">What the task says is meant.</param>
    /// <param name="findings">What was found.</param>
    public static IEnumerable<Diagnostic> Judge(IReadOnlyList<Acknowledged> acknowledged, IReadOnlyList<Finding> findings) =>
    [
        .. findings.Where(finding => acknowledged.All(each => each.Kind != finding.Kind)).Select(finding => finding.Problem),
        .. acknowledged.Where(each => findings.All(finding => finding.Kind != each.Kind)).Select(each => new Diagnostic(
            each.Mark, $"'{YamlValues.NameOf(each.Kind)}' is acknowledged here, and not found: take it out")),
    ];
}
