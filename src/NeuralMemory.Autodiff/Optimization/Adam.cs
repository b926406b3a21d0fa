using System.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>Adam (Kingma and Ba 2015), with L2 weight decay added to the gradient as PyTorch does.</summary>
public sealed record AdamConfig : OptimizerConfig
{
    /// <inheritdoc/>
    public override string Kind => "adam";

    /// <summary>β₁, the decay of the running mean, in [0, 1).</summary>
    public double MeanDecay { get; init; } = 0.9;

    /// <summary>β₂, the decay of the running mean square, in [0, 1).</summary>
    public double SquareDecay { get; init; } = 0.999;

    /// <summary>Added to the root; above 0.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>L2 weight decay, added to the gradient; at least 0.</summary>
    public double WeightDecay { get; init; }

    /// <inheritdoc/>
    public override IOptimizer Build(int length)
    {
        InUnitInterval(MeanDecay, nameof(MeanDecay));
        InUnitInterval(SquareDecay, nameof(SquareDecay));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Epsilon);
        ArgumentOutOfRangeException.ThrowIfLessThan(WeightDecay, 0);
        return new Adam(this, OptimizerMath.CheckedLength(length), decoupled: false);
    }
}

/// <summary>AdamW (Loshchilov and Hutter 2019): Adam, with weights that shrink on their own, apart from the gradient.</summary>
public sealed record AdamWConfig : OptimizerConfig
{
    /// <inheritdoc/>
    public override string Kind => "adamw";

    /// <summary>β₁, the decay of the running mean, in [0, 1).</summary>
    public double MeanDecay { get; init; } = 0.9;

    /// <summary>β₂, the decay of the running mean square, in [0, 1).</summary>
    public double SquareDecay { get; init; } = 0.999;

    /// <summary>Added to the root; above 0.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>What each update takes off every weight, as a multiple of the rate; at least 0.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <inheritdoc/>
    public override IOptimizer Build(int length)
    {
        InUnitInterval(MeanDecay, nameof(MeanDecay));
        InUnitInterval(SquareDecay, nameof(SquareDecay));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Epsilon);
        ArgumentOutOfRangeException.ThrowIfLessThan(WeightDecay, 0);
        var adam = new AdamConfig { MeanDecay = MeanDecay, SquareDecay = SquareDecay, Epsilon = Epsilon, WeightDecay = WeightDecay };
        return new Adam(adam, OptimizerMath.CheckedLength(length), decoupled: true);
    }
}

/// <summary>
/// m ← β₁ m + (1 - β₁) g; n ← β₂ n + (1 - β₂) g²; w ← w - rate (m / (1 - β₁ᵗ)) / (sqrt(n / (1 - β₂ᵗ)) + ε).
/// Decoupled, w first shrinks by rate × decay; coupled, decay w joins the gradient.
/// </summary>
internal sealed class Adam : IOptimizer
{
    private readonly AdamConfig _config;
    private readonly OptimizerState _mean, _square;
    private readonly int _length;
    private readonly bool _decoupled;

    internal Adam(AdamConfig config, int length, bool decoupled)
    {
        (_config, _length, _decoupled) = (config, length, decoupled);
        State = [_mean = new("mean", length), _square = new("square", length)];
    }

    public long Steps { get; set; }

    public IReadOnlyList<OptimizerState> State { get; }

    public unsafe void Update(Span<Real> values, ReadOnlySpan<Real> gradient, double rate, double gradientScale)
    {
        OptimizerMath.CheckLengths(_length, values, gradient);
        double meanDecay = _config.MeanDecay, squareDecay = _config.SquareDecay;
        Vector<Real> scale = OptimizerMath.Broadcast(gradientScale);
        Vector<Real> decay = OptimizerMath.Broadcast(_decoupled ? 0 : _config.WeightDecay);
        Vector<Real> shrink = OptimizerMath.Broadcast(_decoupled ? 1 - rate * _config.WeightDecay : 1);
        Vector<Real> keepMean = OptimizerMath.Broadcast(meanDecay), takeMean = OptimizerMath.Broadcast(1 - meanDecay);
        Vector<Real> keepSquare = OptimizerMath.Broadcast(squareDecay), takeSquare = OptimizerMath.Broadcast(1 - squareDecay);
        Steps++;
        // The averages start at zero, not at the gradient: both are too small by a factor that is known.
        Vector<Real> step = OptimizerMath.Broadcast(-rate / (1 - Math.Pow(meanDecay, Steps)));
        Vector<Real> correction = OptimizerMath.Broadcast(1 / Math.Sqrt(1 - Math.Pow(squareDecay, Steps)));
        Vector<Real> epsilon = OptimizerMath.Broadcast(_config.Epsilon);
        Real* m = _mean.Pointer, n = _square.Pointer;
        fixed (Real* w = values, g = gradient)
        {
            for (int i = 0; i < _length; i += Vector<Real>.Count)
            {
                Vector<Real> value = Vector.Load(w + i), x = OptimizerMath.Effective(Vector.Load(g + i), scale, value, decay);
                Vector<Real> mean = Vector.FusedMultiplyAdd(takeMean, x, keepMean * Vector.Load(m + i));
                Vector<Real> square = Vector.FusedMultiplyAdd(takeSquare * x, x, keepSquare * Vector.Load(n + i));
                Vector<Real> root = Vector.FusedMultiplyAdd(Vector.SquareRoot(square), correction, epsilon);
                Vector.Store(mean, m + i);
                Vector.Store(square, n + i);
                Vector.Store(Vector.FusedMultiplyAdd(value, shrink, step * mean / root), w + i);
            }
        }

        OptimizerMath.Settle(Steps, State);
    }

    public void Dispose()
    {
        foreach (OptimizerState state in State)
            state.Dispose();
    }
}
