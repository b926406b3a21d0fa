using System.Numerics;
using System.Runtime.InteropServices;

namespace NeuralMemory.Autodiff;

/// <summary>One update of Adam, for whatever numbers it is applied to: what is the same for all of them.</summary>
internal readonly struct AdamUpdate
{
    private readonly Real _scale, _decay, _shrink, _keepMean, _takeMean, _keepSquare, _takeSquare, _step, _correction, _epsilon;

    /// <param name="config">The optimizer.</param>
    /// <param name="decoupled">Whether weights shrink on their own.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="gradientScale">What the gradient is multiplied by.</param>
    /// <param name="steps">The number of the update, from 1.</param>
    public AdamUpdate(AdamConfig config, bool decoupled, double rate, double gradientScale, long steps)
    {
        (_scale, _epsilon) = ((Real)gradientScale, (Real)config.Epsilon);
        (_decay, _shrink) = ((Real)(decoupled ? 0 : config.WeightDecay), (Real)(decoupled ? 1 - rate * config.WeightDecay : 1));
        (_keepMean, _takeMean) = ((Real)config.MeanDecay, (Real)(1 - config.MeanDecay));
        (_keepSquare, _takeSquare) = ((Real)config.SquareDecay, (Real)(1 - config.SquareDecay));
        _step = (Real)(-rate / (1 - Math.Pow(config.MeanDecay, steps)));
        _correction = (Real)(1 / Math.Sqrt(1 - Math.Pow(config.SquareDecay, steps)));
    }

    /// <summary>Updates some numbers, as many as there are values.</summary>
    public void Apply(Span<Real> values, ReadOnlySpan<Real> gradient, Span<Real> means, Span<Real> squares)
    {
        Vector<Real> scale = new(_scale), decay = new(_decay), shrink = new(_shrink), keepMean = new(_keepMean), takeMean = new(_takeMean);
        Vector<Real> keepSquare = new(_keepSquare), takeSquare = new(_takeSquare);
        Vector<Real> step = new(_step), correction = new(_correction), epsilon = new(_epsilon);
        Span<Vector<Real>> w = MemoryMarshal.Cast<Real, Vector<Real>>(values);
        ReadOnlySpan<Vector<Real>> g = MemoryMarshal.Cast<Real, Vector<Real>>(gradient)[..w.Length];
        Span<Vector<Real>> m = MemoryMarshal.Cast<Real, Vector<Real>>(means)[..w.Length];
        Span<Vector<Real>> n = MemoryMarshal.Cast<Real, Vector<Real>>(squares)[..w.Length];
        for (int i = 0; i < w.Length; i++)
        {
            Vector<Real> value = w[i], x = OptimizerMath.Effective(g[i], scale, value, decay);
            Vector<Real> mean = Vector.FusedMultiplyAdd(takeMean, x, keepMean * m[i]);
            Vector<Real> square = Vector.FusedMultiplyAdd(takeSquare * x, x, keepSquare * n[i]);
            Vector<Real> root = Vector.FusedMultiplyAdd(Vector.SquareRoot(square), correction, epsilon);
            m[i] = mean;
            n[i] = square;
            w[i] = Vector.FusedMultiplyAdd(value, shrink, step * mean / root);
        }

        // Rows of tables need not be whole vectors.
        for (int i = w.Length * Vector<Real>.Count; i < values.Length; i++)
        {
            Real value = values[i], x = Real.FusedMultiplyAdd(_decay, value, gradient[i] * _scale);
            means[i] = Real.FusedMultiplyAdd(_takeMean, x, _keepMean * means[i]);
            squares[i] = Real.FusedMultiplyAdd(_takeSquare * x, x, _keepSquare * squares[i]);
            Real root = Real.FusedMultiplyAdd(Real.Sqrt(squares[i]), _correction, _epsilon);
            values[i] = Real.FusedMultiplyAdd(value, _shrink, _step * means[i] / root);
        }
    }
}
