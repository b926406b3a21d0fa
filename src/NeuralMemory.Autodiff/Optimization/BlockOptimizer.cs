using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>
/// What all optimizers share: an update is a loop over numbers that do not depend on one another, whole or by ranges on several threads.
/// </summary>
internal abstract unsafe class BlockOptimizer : IOptimizer
{
    private readonly AwakeState _awake;
    private readonly int _length;
    private readonly Action<int> _updateRange;
    private NumberRanges? _ranges;

    /// <param name="length">How many parameters there are, with padding.</param>
    /// <param name="state">What the optimizer remembers.</param>
    protected BlockOptimizer(int length, params OptimizerState[] state)
    {
        (_length, State) = (length, state);
        _awake = new(length, state);
        _updateRange = range => UpdateRange(_ranges![range]);
    }

    public long Steps { get; set; }

    public IReadOnlyList<OptimizerState> State { get; }

    /// <summary>The parameters during an update.</summary>
    protected Real* Values { get; private set; }

    /// <summary>Their gradient during an update.</summary>
    protected Real* Gradient { get; private set; }

    /// <summary>Which gradients may be other than zero during an update; null for all.</summary>
    protected TouchedNumbers? Touched { get; private set; }

    /// <summary>Which numbers may move in an update; null for all.</summary>
    protected TouchedNumbers? Awake { get; private set; }

    /// <summary>Whether a number moves that has neither a gradient nor an average.</summary>
    protected abstract bool MovesAll { get; }

    /// <summary>Whether an update may be divided.</summary>
    protected virtual bool IsDivisible => true;

    public void Update(
        Span<Real> values, ReadOnlySpan<Real> gradient, double rate, double gradientScale, TouchedNumbers? touched, NumberRanges? ranges)
    {
        OptimizerMath.CheckLengths(_length, values, gradient);
        Steps++;
        (Touched, Awake) = (touched, _awake.Wake(MovesAll ? null : touched));
        Begin(rate, gradientScale);
        fixed (Real* w = values, g = gradient)
        {
            Values = w;
            Gradient = g;
            _ranges = ranges;
            if (ranges is null || !IsDivisible)
                UpdateRange((0, _length));
            else
                ranges.Run(_updateRange);
        }
    }

    public void Dispose()
    {
        foreach (OptimizerState state in State)
            state.Dispose();
    }

    /// <summary>Begins an update: what is the same for all numbers.</summary>
    protected abstract void Begin(double rate, double gradientScale);

    /// <summary>Updates the numbers from one to another, whole cache lines.</summary>
    protected abstract void Apply(int first, int end);

    /// <summary>Updates what moves in a range.</summary>
    protected virtual void ApplyIn(int first, int end)
    {
        for (int at = first; TouchedNumbers.Next(Awake, end, ref at, out int from, out int to);)
            Apply(from, to);
    }

    private void UpdateRange((int First, int End) range)
    {
        ApplyIn(range.First, range.End);
        OptimizerMath.Settle(Steps, State, Awake, range.First, range.End);
    }
}
