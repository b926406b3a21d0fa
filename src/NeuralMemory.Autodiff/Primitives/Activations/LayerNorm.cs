using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

public static unsafe partial class Op
{
    /// <summary>
    /// y = gain (x - mean) / sqrt(variance + 1e-5) + bias over the last dimension (Ba, Kiros and Hinton 2016), the variance without
    /// correction.
    /// </summary>
    /// <param name="tape">The tape.</param>
    /// <param name="x">Any shape whose last dimension is D.</param>
    /// <param name="gain">[D]</param>
    /// <param name="bias">[D]</param>
    /// <returns>The shape of <paramref name="x"/>.</returns>
    public static Variable LayerNorm(this Tape tape, Variable x, Variable gain, Variable bias)
    {
        int size = x.Shape[x.Shape.Rank - 1], rows = x.Shape.Count / size;
        Expect.That(gain.Shape.Count == size && bias.Shape.Count == size, $"gain {gain.Shape} and bias {bias.Shape} for rows of {size}");
        Variable y = tape.New(x.Shape);
        Real* normal = tape.Scratch(x.Shape.Count), scales = tape.Scratch(rows);
        for (int r = 0; r < rows; r++)
        {
            Real* from = x.Value + r * size, n = normal + r * size, to = y.Value + r * size;
            Real mean = Elementwise.Sum(from, size) / size;
            for (int i = 0; i < size; i++)
                n[i] = from[i] - mean;
            Real scale = scales[r] = 1 / Real.Sqrt(Elementwise.Dot(n, n, size) / size + (Real)1e-5);
            for (int i = 0; i < size; i++)
            {
                n[i] *= scale;
                to[i] = gain.Value[i] * n[i] + bias.Value[i];
            }
        }

        if (tape.IsRecording)
            tape.Record<LayerNormNode>().Set(x, gain, bias, y, normal, scales);
        return y;
    }

    private sealed class LayerNormNode : Node
    {
        private Variable _x = null!, _gain = null!, _bias = null!, _y = null!;
        private Real* _normal, _scales;

        public override string Name => "LayerNorm";

        public override Variable Output => _y;

        public void Set(Variable x, Variable gain, Variable bias, Variable y, Real* normal, Real* scales)
        {
            (_x, _gain, _bias, _y) = (x, gain, bias, y);
            _normal = normal;
            _scales = scales;
        }

        /// <summary>With d = gain dy: dx += scale (d - mean(d) - normal mean(d normal)).</summary>
        public override void Backward(Tape tape)
        {
            int size = _x.Shape[_x.Shape.Rank - 1], rows = _x.Shape.Count / size;
            Real* dx = _x.Accumulate(tape), dGain = _gain.Accumulate(tape), dBias = _bias.Accumulate(tape), d = tape.Temporary(size);
            for (int r = 0; r < rows; r++)
            {
                Real* dy = _y.Gradient + r * size, n = _normal + r * size;
                for (int i = 0; i < size; i++)
                {
                    d[i] = _gain.Value[i] * dy[i];
                    dGain[i] += dy[i] * n[i];
                    dBias[i] += dy[i];
                }

                Real mean = Elementwise.Sum(d, size) / size, along = Elementwise.Dot(d, n, size) / size;
                for (int i = 0; i < size; i++)
                    dx[r * size + i] += _scales[r] * (d[i] - mean - n[i] * along);
            }
        }
    }
}
