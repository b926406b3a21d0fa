using System.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>RMSprop as PyTorch defines it: epsilon stands outside the root, and the rate outside the momentum.</summary>
public sealed record RmsPropConfig : OptimizerConfig
{
    /// <inheritdoc/>
    public override string Kind => "rmsprop";

    /// <summary>The decay of the running averages (PyTorch's alpha), in [0, 1).</summary>
    public double Decay { get; init; } = 0.99;

    /// <summary>Added to the root; above 0.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>The share of the last step's direction that stays, in [0, 1).</summary>
    public double Momentum { get; init; }

    /// <summary>Whether the gradient is divided by its deviation rather than by its root mean square.</summary>
    public bool Centered { get; init; }

    /// <summary>L2 weight decay, added to the gradient; at least 0.</summary>
    public double WeightDecay { get; init; }

    /// <inheritdoc/>
    public override IOptimizer Build(int length)
    {
        InUnitInterval(Decay, nameof(Decay));
        InUnitInterval(Momentum, nameof(Momentum));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Epsilon);
        ArgumentOutOfRangeException.ThrowIfLessThan(WeightDecay, 0);
        return new RmsProp(this, OptimizerMath.CheckedLength(length));
    }
}

/// <summary>n ← α n + (1 - α) g²; m ← α m + (1 - α) g; d ← momentum d + g / (sqrt(n - m²) + ε); w ← w - rate d.</summary>
internal sealed class RmsProp : IOptimizer
{
    private readonly RmsPropConfig _config;
    private readonly OptimizerState _square, _mean, _momentum;
    private readonly AwakeState _awake;
    private readonly int _length;

    internal RmsProp(RmsPropConfig config, int length)
    {
        (_config, _length) = (config, length);
        _square = new OptimizerState("square", length);
        _mean = new OptimizerState("mean", config.Centered ? length : 0);
        _momentum = new OptimizerState("momentum", config.Momentum > 0 ? length : 0);
        State = [_square, .. config.Centered ? [_mean] : Array.Empty<OptimizerState>(),
            .. config.Momentum > 0 ? [_momentum] : Array.Empty<OptimizerState>()];
        _awake = new(length, State);
    }

    public long Steps { get; set; }

    public IReadOnlyList<OptimizerState> State { get; }

    public unsafe void Update(Span<Real> values, ReadOnlySpan<Real> gradient, double rate, double gradientScale, TouchedNumbers? touched)
    {
        OptimizerMath.CheckLengths(_length, values, gradient);
        Vector<Real> scale = OptimizerMath.Broadcast(gradientScale), decay = OptimizerMath.Broadcast(_config.WeightDecay);
        Vector<Real> keep = OptimizerMath.Broadcast(_config.Decay), take = OptimizerMath.Broadcast(1 - _config.Decay);
        Vector<Real> epsilon = OptimizerMath.Broadcast(_config.Epsilon), momentum = OptimizerMath.Broadcast(_config.Momentum);
        Vector<Real> step = OptimizerMath.Broadcast(-rate);
        bool centered = _config.Centered, hasMomentum = _config.Momentum > 0;
        Real* n = _square.Pointer, m = _mean.Pointer, d = _momentum.Pointer;
        Steps++;
        TouchedNumbers? awake = _awake.Wake(_config.WeightDecay == 0 ? touched : null);
        fixed (Real* w = values, g = gradient)
        {
            for (int at = 0; TouchedNumbers.Next(awake, _length, ref at, out int first, out int end);)
            {
                for (int i = first; i < end; i += Vector<Real>.Count)
                {
                    Vector<Real> value = Vector.Load(w + i), x = OptimizerMath.Effective(Vector.Load(g + i), scale, value, decay);
                    Vector<Real> square = Vector.FusedMultiplyAdd(take * x, x, keep * Vector.Load(n + i));
                    Vector.Store(square, n + i);
                    if (centered)
                    {
                        Vector<Real> mean = Vector.FusedMultiplyAdd(take, x, keep * Vector.Load(m + i));
                        Vector.Store(mean, m + i);
                        square = OptimizerMath.Variance(square, mean);
                    }

                    Vector<Real> direction = x / (Vector.SquareRoot(square) + epsilon);
                    if (hasMomentum)
                    {
                        direction = Vector.FusedMultiplyAdd(momentum, Vector.Load(d + i), direction);
                        Vector.Store(direction, d + i);
                    }

                    Vector.Store(Vector.FusedMultiplyAdd(step, direction, value), w + i);
                }
            }
        }

        OptimizerMath.Settle(Steps, State, awake);
    }

    public void Dispose()
    {
        _square.Dispose();
        _mean.Dispose();
        _momentum.Dispose();
    }
}
