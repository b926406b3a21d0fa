namespace NeuralMemory.Results;

/// <summary>
/// Which step wrote what each slot of a memory holds. A write of weight w leaves 1 - w of what was written before; of all writes, the one
/// of which the most is left is the slot's.
/// </summary>
public sealed class SlotWriters
{
    /// <summary>What a slot has that no step wrote to.</summary>
    public const int Nobody = -1;

    private readonly int[] _steps;
    private readonly float[] _left;

    /// <param name="slots">N.</param>
    public SlotWriters(int slots)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(slots);
        _steps = new int[slots];
        _left = new float[slots];
        Array.Fill(_steps, Nobody);
    }

    private SlotWriters(int[] steps, float[] left) => (_steps, _left) = (steps, left);

    /// <summary>[N] the step that wrote each slot; <see cref="Nobody"/> for none.</summary>
    public IReadOnlyList<int> Steps => _steps;

    /// <summary>[N] how much of that write is left, from 0 to 1.</summary>
    public IReadOnlyList<float> Left => _left;

    /// <summary>A head writes.</summary>
    /// <param name="step">The step.</param>
    /// <param name="weights">[N] its weighting.</param>
    public void Write(int step, ReadOnlySpan<float> weights)
    {
        if (weights.Length != _steps.Length)
            throw new ArgumentException($"there are {weights.Length} weights, and {_steps.Length} slots", nameof(weights));
        for (int slot = 0; slot < weights.Length; slot++)
        {
            float weight = weights[slot];
            _left[slot] *= 1 - weight;
            if (weight > _left[slot])
                (_steps[slot], _left[slot]) = (step, weight);
        }
    }

    /// <summary>A copy, which stays as it is.</summary>
    public SlotWriters Copy() => new([.. _steps], [.. _left]);
}
