using System.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>Stochastic gradient descent with momentum, as PyTorch defines it.</summary>
public sealed record SgdConfig : OptimizerConfig
{
    /// <inheritdoc/>
    public override string Kind => "sgd";

    /// <summary>The share of the last step's direction that stays, in [0, 1).</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>L2 weight decay, added to the gradient; at least 0.</summary>
    public double WeightDecay { get; init; }

    /// <inheritdoc/>
    public override IOptimizer Build(int length)
    {
        InUnitInterval(Momentum, nameof(Momentum));
        ArgumentOutOfRangeException.ThrowIfLessThan(WeightDecay, 0);
        return new Sgd(this, OptimizerMath.CheckedLength(length));
    }
}

/// <summary>d ← momentum d + g; w ← w - rate d.</summary>
internal sealed unsafe class Sgd : BlockOptimizer
{
    private readonly SgdConfig _config;
    private readonly OptimizerState? _momentum;
    private double _rate, _scale;

    internal Sgd(SgdConfig config, int length) : this(config, length, config.Momentum > 0 ? new("momentum", length) : null)
    {
    }

    private Sgd(SgdConfig config, int length, OptimizerState? momentum) : base(length, momentum is null ? [] : [momentum]) =>
        (_config, _momentum) = (config, momentum);

    protected override bool MovesAll => _config.WeightDecay != 0;

    protected override void Begin(double rate, double gradientScale) => (_rate, _scale) = (rate, gradientScale);

    protected override void Apply(int first, int end)
    {
        Vector<Real> scale = OptimizerMath.Broadcast(_scale), decay = OptimizerMath.Broadcast(_config.WeightDecay);
        Vector<Real> momentum = OptimizerMath.Broadcast(_config.Momentum), step = OptimizerMath.Broadcast(-_rate);
        bool hasMomentum = _momentum is not null;
        Real* d = hasMomentum ? _momentum!.Pointer : null, w = Values, g = Gradient;
        for (int i = first; i < end; i += Vector<Real>.Count)
        {
            Vector<Real> value = Vector.Load(w + i), direction = OptimizerMath.Effective(Vector.Load(g + i), scale, value, decay);
            if (hasMomentum)
            {
                direction = Vector.FusedMultiplyAdd(momentum, Vector.Load(d + i), direction);
                Vector.Store(direction, d + i);
            }

            Vector.Store(Vector.FusedMultiplyAdd(step, direction, value), w + i);
        }
    }
}
