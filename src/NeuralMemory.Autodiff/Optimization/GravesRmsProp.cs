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
internal sealed unsafe class GravesRmsProp : BlockOptimizer
{
    private readonly GravesRmsPropConfig _config;
    private readonly OptimizerState _square, _mean, _momentum;
    private double _rate, _scale;

    internal GravesRmsProp(GravesRmsPropConfig config, int length)
        : this(config, length, new("square", length), new("mean", length), new("momentum", length))
    {
    }

    private GravesRmsProp(GravesRmsPropConfig config, int length, OptimizerState square, OptimizerState mean, OptimizerState momentum)
        : base(length, square, mean, momentum) => (_config, _square, _mean, _momentum) = (config, square, mean, momentum);

    protected override bool MovesAll => false;

    protected override void Begin(double rate, double gradientScale) => (_rate, _scale) = (rate, gradientScale);

    protected override void Apply(int first, int end)
    {
        Vector<Real> scale = OptimizerMath.Broadcast(_scale);
        Vector<Real> keep = OptimizerMath.Broadcast(_config.Decay), take = OptimizerMath.Broadcast(1 - _config.Decay);
        Vector<Real> epsilon = OptimizerMath.Broadcast(_config.Epsilon), momentum = OptimizerMath.Broadcast(_config.Momentum);
        Vector<Real> step = OptimizerMath.Broadcast(-_rate);
        Real* n = _square.Pointer, m = _mean.Pointer, d = _momentum.Pointer, w = Values, g = Gradient;
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
