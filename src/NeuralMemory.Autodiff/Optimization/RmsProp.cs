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
internal sealed unsafe class RmsProp : BlockOptimizer
{
    private readonly RmsPropConfig _config;
    private readonly OptimizerState _square;
    private readonly OptimizerState? _mean, _momentum;
    private double _rate, _scale;

    internal RmsProp(RmsPropConfig config, int length)
        : this(config, length, new("square", length), config.Centered ? new("mean", length) : null,
            config.Momentum > 0 ? new("momentum", length) : null)
    {
    }

    private RmsProp(RmsPropConfig config, int length, OptimizerState square, OptimizerState? mean, OptimizerState? momentum)
        : base(length, [square, .. mean is null ? [] : new[] { mean }, .. momentum is null ? [] : new[] { momentum }]) =>
        (_config, _square, _mean, _momentum) = (config, square, mean, momentum);

    protected override bool MovesAll => _config.WeightDecay != 0;

    protected override void Begin(double rate, double gradientScale) => (_rate, _scale) = (rate, gradientScale);

    protected override void Apply(int first, int end)
    {
        Vector<Real> scale = OptimizerMath.Broadcast(_scale), decay = OptimizerMath.Broadcast(_config.WeightDecay);
        Vector<Real> keep = OptimizerMath.Broadcast(_config.Decay), take = OptimizerMath.Broadcast(1 - _config.Decay);
        Vector<Real> epsilon = OptimizerMath.Broadcast(_config.Epsilon), momentum = OptimizerMath.Broadcast(_config.Momentum);
        Vector<Real> step = OptimizerMath.Broadcast(-_rate);
        bool centered = _mean is not null, hasMomentum = _momentum is not null;
        Real* n = _square.Pointer, m = centered ? _mean!.Pointer : null, d = hasMomentum ? _momentum!.Pointer : null;
        Real* w = Values, g = Gradient;
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
