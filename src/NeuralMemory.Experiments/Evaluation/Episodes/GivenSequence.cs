using NeuralMemory.Machines;
using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments;

/// <summary>
/// A sequence of one's own that a machine is to answer. Columns are those of the task's channels; matrices are row-major.
/// </summary>
/// <param name="Length">T, its steps, at least 1.</param>
/// <param name="Inputs">[T, I] what is shown.</param>
public sealed record GivenSequence(int Length, ReadOnlyMemory<float> Inputs)
{
    /// <summary>[T, target columns] what is wanted; empty where it is not known.</summary>
    public ReadOnlyMemory<float> Targets { get; init; }

    /// <summary>[T, target columns] 1 where a target is scored; empty where none is.</summary>
    public ReadOnlyMemory<float> Mask { get; init; }

    /// <summary>S, the steps that its answer is read from, for a machine that reads them apart; 0 elsewhere.</summary>
    public int SourceLength { get; init; }

    /// <summary>[S, I] what those show.</summary>
    public ReadOnlyMemory<float> Source { get; init; }

    /// <summary>The same sequence, whose sizes are those that a machine takes.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="task">Its task.</param>
    /// <exception cref="ArgumentException">They are not.</exception>
    internal GivenSequence Checked(IMachine machine, TaskDefinition task)
    {
        Expect(Length >= 1, "it has no steps");
        Expect(Inputs.Length == (long)Length * task.Inputs.Width, $"its inputs are not {Length} rows of {task.Inputs.Width} numbers");
        Expect(Targets.Length == 0 || Targets.Length == (long)Length * task.Targets.Width,
            $"its targets are not {Length} rows of {task.Targets.Width} numbers");
        Expect(Mask.Length == 0 || Mask.Length == Targets.Length, "its mask is not as large as its targets");
        Expect(!(machine.Config.ReadsSource && task.HasSource) || SourceLength >= 1, "it has no source, which the machine reads");
        Expect(Source.Length == (long)SourceLength * task.Inputs.Width,
            $"its source is not {SourceLength} rows of {task.Inputs.Width} numbers");
        return this;

        static void Expect(bool holds, string problem)
        {
            if (!holds)
                throw new ArgumentException($"a sequence cannot be answered: {problem}");
        }
    }
}
