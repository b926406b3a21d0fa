using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>What the check of a task may find in its episodes that is wrong in most tasks, and meant in some.</summary>
internal enum TaskFinding
{
    /// <summary>A channel that no phase writes.</summary>
    SilentChannel,

    /// <summary>A target that is recalled and never scored.</summary>
    UnscoredTarget,

    /// <summary>A channel that is the same in every step.</summary>
    ConstantChannel,

    /// <summary>An answer that stands in the input of the step that asks for it.</summary>
    VisibleAnswer,

    /// <summary>A look-up whose answer is not determined by what is asked.</summary>
    AmbiguousAnswer,
}

/// <summary>A finding that a task says is meant.</summary>
/// <param name="Mark">Where it says so.</param>
/// <param name="Kind">What is meant.</param>
/// <param name="Reason">Why.</param>
internal sealed record Acknowledged(SourceMark Mark, TaskFinding Kind, string Reason);
