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
        ArgumentOutOfRangeException.ThrowIfNegative(WeightDecay);
        return new RmsProp(this, OptimizerMath.CheckedLength(length));
    }
}

/// <summary>n ← α n + (1 - α) g²; m ← α m + (1 - α) g; d ← momentum d + g / (sqrt(n - m²) + ε); w ← w - rate d.</summary>
internal sealed class RmsProp : IOptimizer
{
    private readonly RmsPropConfig _config;
    private readonly OptimizerState _square, _mean, _momentum;
    private readonly int _length;

    internal RmsProp(RmsPropConfig config, int length)
    {
        (_config, _length) = (config, length);
        _square = new OptimizerState("square", length);
        _mean = new OptimizerState("mean", config.Centered ? length : 0);
        _momentum = new OptimizerState("momentum", config.Momentum > 0 ? length : 0);
        State = [_square, .. config.Centered ? [_mean] : Array.Empty<OptimizerState>(),
            .. config.Momentum > 0 ? [_momentum] : Array.Empty<OptimizerState>()];
    }

    public long Steps { get; set; }

    public IReadOnlyList<OptimizerState> State { get; }

    public void Update(Span<Real> values, ReadOnlySpan<Real> gradient, double rate, double gradientScale)
    {
        Span<Vector<Real>> w = OptimizerMath.Vectors(values, _length);
        ReadOnlySpan<Vector<Real>> g = OptimizerMath.Vectors(gradient, _length);
        Span<Vector<Real>> n = _square.Vectors, m = _mean.Vectors, d = _momentum.Vectors;
        Vector<Real> scale = OptimizerMath.Broadcast(gradientScale), decay = OptimizerMath.Broadcast(_config.WeightDecay);
        Vector<Real> keep = OptimizerMath.Broadcast(_config.Decay), take = OptimizerMath.Broadcast(1 - _config.Decay);
        Vector<Real> epsilon = OptimizerMath.Broadcast(_config.Epsilon), momentum = OptimizerMath.Broadcast(_config.Momentum);
        Vector<Real> step = OptimizerMath.Broadcast(-rate);
        Steps++;
        for (int i = 0; i < w.Length; i++)
        {
            Vector<Real> x = OptimizerMath.Effective(g[i], scale, w[i], decay);
            Vector<Real> square = n[i] = OptimizerMath.Settle(Vector.FusedMultiplyAdd(take * x, x, keep * n[i]));
            if (!m.IsEmpty)
            {
                m[i] = OptimizerMath.Settle(Vector.FusedMultiplyAdd(take, x, keep * m[i]));
                square = OptimizerMath.Variance(square, m[i]);
            }

            Vector<Real> direction = x / (Vector.SquareRoot(square) + epsilon);
            if (!d.IsEmpty)
                d[i] = direction = OptimizerMath.Settle(Vector.FusedMultiplyAdd(momentum, d[i], direction));
            w[i] = Vector.FusedMultiplyAdd(step, direction, w[i]);
        }
    }

    public void Dispose()
    {
        _square.Dispose();
        _mean.Dispose();
        _momentum.Dispose();
    }
}
