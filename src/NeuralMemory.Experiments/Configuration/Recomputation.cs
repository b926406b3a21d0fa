namespace NeuralMemory.Experiments;

/// <summary>Whether a pass of training keeps all time-steps, or a state for every few of them and computes the others again.</summary>
public readonly record struct Recomputation
{
    private Recomputation(int? every, bool isNever) => (Every, IsNever) = (every, isNever);

    /// <summary>As it has to be for the memory that there is.</summary>
    public static Recomputation Auto => default;

    /// <summary>All steps are kept.</summary>
    public static Recomputation Never => new(null, isNever: true);

    /// <summary>K, before every how many-th step a state is kept, at least 1; null where nobody says.</summary>
    public int? Every { get; }

    /// <summary>Whether all steps are kept, whatever they take.</summary>
    public bool IsNever { get; }

    /// <summary>A state is kept before every K-th step.</summary>
    /// <param name="steps">K, at least 1.</param>
    public static Recomputation After(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        return new(steps, isNever: false);
    }
}
