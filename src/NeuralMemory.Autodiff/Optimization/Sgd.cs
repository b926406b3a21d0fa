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
internal sealed class Sgd : IOptimizer
{
    private readonly SgdConfig _config;
    private readonly OptimizerState _momentum;
    private readonly AwakeState _awake;
    private readonly int _length;

    internal Sgd(SgdConfig config, int length)
    {
        (_config, _length) = (config, length);
        _momentum = new OptimizerState("momentum", config.Momentum > 0 ? length : 0);
        State = config.Momentum > 0 ? [_momentum] : [];
        _awake = new(length, State);
    }

    public long Steps { get; set; }

    public IReadOnlyList<OptimizerState> State { get; }

    public unsafe void Update(Span<Real> values, ReadOnlySpan<Real> gradient, double rate, double gradientScale, TouchedNumbers? touched)
    {
        OptimizerMath.CheckLengths(_length, values, gradient);
        Vector<Real> scale = OptimizerMath.Broadcast(gradientScale), decay = OptimizerMath.Broadcast(_config.WeightDecay);
        Vector<Real> momentum = OptimizerMath.Broadcast(_config.Momentum), step = OptimizerMath.Broadcast(-rate);
        bool hasMomentum = State.Count > 0;
        Real* d = _momentum.Pointer;
        Steps++;
        TouchedNumbers? awake = _awake.Wake(_config.WeightDecay == 0 ? touched : null);
        fixed (Real* w = values, g = gradient)
        {
            for (int at = 0; TouchedNumbers.Next(awake, _length, ref at, out int first, out int end);)
            {
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

        OptimizerMath.Settle(Steps, State, awake);
    }

    public void Dispose() => _momentum.Dispose();
}
