using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>Something that was found, of a kind that a task may acknowledge.</summary>
/// <param name="Kind">What.</param>
/// <param name="Problem">Where, and in words.</param>
internal sealed record Finding(TaskFinding Kind, Diagnostic Problem)
{
    /// <summary>
    /// What is wrong with a task that trains otherwise than it is evaluated: what tells nothing or is not scored is so in both, and what
    /// can be answered without remembering, or cannot be answered, in either. Null where episodes cannot be drawn.
    /// </summary>
    /// <param name="training">What was found in episodes of training.</param>
    /// <param name="evaluation">What was found in those of an evaluation.</param>
    public static IReadOnlyList<Finding>? OfBoth(IReadOnlyList<Finding>? training, IReadOnlyList<Finding>? evaluation)
    {
        if (training is null || evaluation is null)
            return null;
        return [.. training.Where(each => IsOfEither(each) || evaluation.Any(each.IsThatOf)), .. evaluation.Where(IsOfEither)];

        static bool IsOfEither(Finding finding) => finding.Kind is TaskFinding.VisibleAnswer or TaskFinding.AmbiguousAnswer;
    }

    private bool IsThatOf(Finding other) => Kind == other.Kind && Problem.Mark == other.Problem.Mark;

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
