namespace NeuralMemory.Tasks;

/// <summary>One episode, copied out to look at.</summary>
public sealed class Episode
{
    private readonly Real[] _inputs, _targets, _mask;
    private readonly int[] _phases;

    internal Episode(
        TaskDefinition task, long number, int length, double[] parameters, Real[] inputs, Real[] targets, Real[] mask, int[] phases)
    {
        (Task, Number, Length, Parameters) = (task, number, length, parameters);
        (_inputs, _targets, _mask, _phases) = (inputs, targets, mask, phases);
    }

    /// <summary>The task it belongs to.</summary>
    public TaskDefinition Task { get; }

    /// <summary>Its number in the stream.</summary>
    public long Number { get; }

    /// <summary>T, its steps, at least 1.</summary>
    public int Length { get; }

    /// <summary>The parameters' values, in the order of the task.</summary>
    public IReadOnlyList<double> Parameters { get; }

    /// <summary>[I] the inputs of a step.</summary>
    public ReadOnlySpan<Real> InputRow(int step) => _inputs.AsSpan(step * Task.Inputs.Width, Task.Inputs.Width);

    /// <summary>[O] the targets of a step.</summary>
    public ReadOnlySpan<Real> TargetRow(int step) => _targets.AsSpan(step * Task.Targets.Width, Task.Targets.Width);

    /// <summary>[O] 1 where a target of a step is scored, 0 elsewhere.</summary>
    public ReadOnlySpan<Real> MaskRow(int step) => _mask.AsSpan(step * Task.Targets.Width, Task.Targets.Width);

    /// <summary>Whether any target of a step is scored.</summary>
    public bool IsRecalled(int step) => MaskRow(step).IndexOfAnyExcept((Real)0) >= 0;

    /// <summary>What the reference predictor pays for the episode, in bits; null when the task has none.</summary>
    public double? ReferenceBits { get; init; }

    /// <summary>The phase of a step, an index of <see cref="TaskDefinition.Phases"/>.</summary>
    public int PhaseOf(int step) => _phases[step];

    /// <summary>The value of a parameter.</summary>
    /// <exception cref="ArgumentException">The task has no parameter of this name.</exception>
    public double Parameter(string name)
    {
        for (int i = 0; i < Parameters.Count; i++)
            if (Task.Parameters[i].Name == name)
                return Parameters[i];
        throw new ArgumentException($"the task '{Task.Name}' has no parameter '{name}'", nameof(name));
    }
}
