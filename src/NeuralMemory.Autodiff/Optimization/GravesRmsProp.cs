using System.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>
/// RMSprop as the NTM was trained with (Graves 2013, arXiv:1308.0850, equations 38 to 45): centered, epsilon inside the root, and the rate
/// inside the momentum, so that a step already taken keeps the rate that it was taken with.
/// </summary>
public sealed record GravesRmsPropConfig : OptimizerConfig
{
    /// <inheritdoc/>
    public override string Kind => "rmsprop-graves";

    /// <summary>The decay of the running averages, in [0, 1).</summary>
    public double Decay { get; init; } = 0.95;

    /// <summary>The share of the last step that is made again, in [0, 1).</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Added to the variance; above 0.</summary>
    public double Epsilon { get; init; } = 1e-4;

    /// <inheritdoc/>
    public override IOptimizer Build(int length)
    {
        InUnitInterval(Decay, nameof(Decay));
        InUnitInterval(Momentum, nameof(Momentum));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Epsilon);
        return new GravesRmsProp(this, OptimizerMath.CheckedLength(length));
    }
}

/// <summary>n ← α n + (1 - α) g²; m ← α m + (1 - α) g; d ← momentum d - rate g / sqrt(n - m² + ε); w ← w + d.</summary>
internal sealed class GravesRmsProp : IOptimizer
{
    private readonly GravesRmsPropConfig _config;
    private readonly OptimizerState _square, _mean, _momentum;
    private readonly AwakeState _awake;
    private readonly int _length;

    internal GravesRmsProp(GravesRmsPropConfig config, int length)
    {
        (_config, _length) = (config, length);
        State = [_square = new("square", length), _mean = new("mean", length), _momentum = new("momentum", length)];
        _awake = new(length, State);
    }

    public long Steps { get; set; }

    public IReadOnlyList<OptimizerState> State { get; }

    public unsafe void Update(Span<Real> values, ReadOnlySpan<Real> gradient, double rate, double gradientScale, TouchedNumbers? touched)
    {
        OptimizerMath.CheckLengths(_length, values, gradient);
        Vector<Real> scale = OptimizerMath.Broadcast(gradientScale);
        Vector<Real> keep = OptimizerMath.Broadcast(_config.Decay), take = OptimizerMath.Broadcast(1 - _config.Decay);
        Vector<Real> epsilon = OptimizerMath.Broadcast(_config.Epsilon), momentum = OptimizerMath.Broadcast(_config.Momentum);
        Vector<Real> step = OptimizerMath.Broadcast(-rate);
        Real* n = _square.Pointer, m = _mean.Pointer, d = _momentum.Pointer;
        Steps++;
        TouchedNumbers? awake = _awake.Wake(touched);
        fixed (Real* w = values, g = gradient)
        {
            for (int at = 0; TouchedNumbers.Next(awake, _length, ref at, out int first, out int end);)
            {
                for (int i = first; i < end; i += Vector<Real>.Count)
                {
                    Vector<Real> x = Vector.Load(g + i) * scale;
                    Vector<Real> square = Vector.FusedMultiplyAdd(take * x, x, keep * Vector.Load(n + i));
                    Vector<Real> mean = Vector.FusedMultiplyAdd(take, x, keep * Vector.Load(m + i));
                    Vector<Real> root = Vector.SquareRoot(OptimizerMath.Variance(square, mean) + epsilon);
                    Vector<Real> move = Vector.FusedMultiplyAdd(momentum, Vector.Load(d + i), step * x / root);
                    Vector.Store(square, n + i);
                    Vector.Store(mean, m + i);
                    Vector.Store(move, d + i);
                    Vector.Store(Vector.Load(w + i) + move, w + i);
                }
            }
        }

        OptimizerMath.Settle(Steps, State, awake);
    }

    public void Dispose()
    {
        foreach (OptimizerState state in State)
            state.Dispose();
    }
}
