using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments;

/// <summary>
/// All numbers of one episode: what was shown and wanted and, where a machine was measured on it, what it answered. Rows are steps,
/// columns those of the task's channels; matrices are row-major.
/// </summary>
public sealed record EpisodeNumbers
{
    /// <summary>The episode's number in its stream, from 0; of sequences that were given, their place.</summary>
    public required long Number { get; init; }

    /// <summary>The name of the evaluation that it is of; empty where it is of none.</summary>
    public string Point { get; init; } = "";

    /// <summary>
    /// The slots of the memory that it was measured with; null for a machine without memory, and where none was measured.
    /// </summary>
    public int? Slots { get; init; }

    /// <summary>T, its steps, at least 1.</summary>
    public required int Length { get; init; }

    /// <summary>The values of the task's parameters, in its order; empty where they are not known.</summary>
    public IReadOnlyList<double> Parameters { get; init; } = [];

    /// <summary>[T] the phase of each step, an index of <see cref="TaskDefinition.Phases"/>; empty where they are not known.</summary>
    public IReadOnlyList<int> Phases { get; init; } = [];

    /// <summary>S, the steps that its answer is read from, where a machine reads them apart; 0 elsewhere.</summary>
    public int SourceLength { get; init; }

    /// <summary>[S, I] what those show.</summary>
    public ReadOnlyMemory<float> Source { get; init; }

    /// <summary>[T, I] what was shown.</summary>
    public required ReadOnlyMemory<float> Inputs { get; init; }

    /// <summary>[T, target columns] what was wanted.</summary>
    public required ReadOnlyMemory<float> Targets { get; init; }

    /// <summary>[T, target columns] 1 where a target is scored, 0 elsewhere.</summary>
    public required ReadOnlyMemory<float> Mask { get; init; }

    /// <summary>
    /// [T, target columns] what the machine answered: of a bit the probability that it is 1, of each class of a symbol its probability;
    /// where symbols are wanted by their numbers, the number of the most probable one, or <see cref="Channel.Blank"/> in a step without an
    /// answer. Empty where no machine was measured.
    /// </summary>
    public ReadOnlyMemory<float> Outputs { get; init; }

    /// <summary>
    /// [T, O] the logits that those follow from; empty where symbols are wanted by their numbers, of which there may be thousands.
    /// </summary>
    public ReadOnlyMemory<float> Logits { get; init; }

    /// <summary>How well it was answered; null where no machine was measured.</summary>
    public ScoreSums? Score { get; init; }

    /// <summary>
    /// The symbols that the machine answered while its own answer came back to it, the one that ends it included; null where none comes
    /// back.
    /// </summary>
    public IReadOnlyList<int>? Answer { get; init; }

    /// <summary>The symbols that were wanted of that answer; null where none comes back.</summary>
    public IReadOnlyList<int>? Wanted { get; init; }
}
