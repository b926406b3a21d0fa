using System.Numerics;
using System.Runtime.CompilerServices;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable LayerNormCore(Variable x, Variable gain, Variable bias, int groups) =>
        LayerNorm(Of(x), Of(gain), Of(bias), groups);

    private NativeVariable LayerNorm(NativeVariable x, NativeVariable gain, NativeVariable bias, int groups)
    {
        int width = x.Shape[x.Shape.Rank - 1];
        int size = width / groups, count = x.Shape.Count / size;
        NativeVariable y = New(x.Shape);
        Real* normal = Scratch(x.Shape.Count), scales = Scratch(count);
        for (int i = 0; i < count; i++)
        {
            int at = i * size, of = i % groups * size;
            scales[i] = LayerNormNode.Forward(x.Value + at, gain.Value + of, bias.Value + of, normal + at, y.Value + at, size);
        }

        if (IsRecording)
            Record<LayerNormNode>().Set(x, gain, bias, groups, y, normal, scales);
        return y;
    }

    private sealed class LayerNormNode : Node
    {
        private NativeVariable _x = null!, _gain = null!, _bias = null!, _y = null!;
        private Real* _normal, _scales;
        private int _groups;

        public override string Name => "LayerNorm";

        public override NativeVariable Output => _y;

        public void Set(
            NativeVariable x, NativeVariable gain, NativeVariable bias, int groups, NativeVariable y, Real* normal, Real* scales)
        {
            (_x, _gain, _bias, _groups, _y) = (x, gain, bias, groups, y);
            _normal = normal;
            _scales = scales;
        }

        /// <summary>One group: normal = scale (x - mean), y = gain normal + bias; returns the scale.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static Real Forward(Real* x, Real* gain, Real* bias, Real* normal, Real* y, int size)
        {
            Real mean = Elementwise.Sum(x, size) / size, squares = 0;
            Vector<Real> center = Vector.Create(mean), sum = Vector<Real>.Zero;
            int lanes = Vector<Real>.Count, i = 0;
            for (; i <= size - lanes; i += lanes)
            {
                Vector<Real> centered = Vector.Load(x + i) - center;
                Vector.Store(centered, normal + i);
                sum = Vector.FusedMultiplyAdd(centered, centered, sum);
            }

            for (; i < size; i++)
            {
                normal[i] = x[i] - mean;
                squares += normal[i] * normal[i];
            }

            Real scale = 1 / Real.Sqrt((Vector.Sum(sum) + squares) / size + (Real)1e-5);
            Vector<Real> factor = Vector.Create(scale);
            for (i = 0; i <= size - lanes; i += lanes)
            {
                Vector<Real> n = factor * Vector.Load(normal + i);
                Vector.Store(n, normal + i);
                Vector.Store(Vector.FusedMultiplyAdd(Vector.Load(gain + i), n, Vector.Load(bias + i)), y + i);
            }

            for (; i < size; i++)
            {
                normal[i] *= scale;
                y[i] = gain[i] * normal[i] + bias[i];
            }

            return scale;
        }

        public override void Backward(NativeTape tape)
        {
            int width = _x.Shape[_x.Shape.Rank - 1], size = width / _groups, count = _x.Shape.Count / size;
            Real* dx = _x.Accumulate(tape), dGain = _gain.Accumulate(tape), dBias = _bias.Accumulate(tape);
            for (int i = 0; i < count; i++)
            {
                int at = i * size, of = i % _groups * size;
                BackwardGroup(
                    _y.Gradient + at, _normal + at, _gain.Value + of, _scales[i], dx + at, dGain + of, dBias + of, size);
            }
        }

        /// <summary>With d = gain dy: dx += scale (d - mean(d) - normal mean(d normal)).</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void BackwardGroup(
            Real* dy, Real* normal, Real* gain, Real scale, Real* dx, Real* dGain, Real* dBias, int size)
        {
            Vector<Real> sums = Vector<Real>.Zero, products = Vector<Real>.Zero;
            int lanes = Vector<Real>.Count, i = 0;
            for (; i <= size - lanes; i += lanes)
            {
                Vector<Real> from = Vector.Load(dy + i), n = Vector.Load(normal + i), d = Vector.Load(gain + i) * from;
                sums += d;
                products = Vector.FusedMultiplyAdd(d, n, products);
                Vector.Store(Vector.FusedMultiplyAdd(from, n, Vector.Load(dGain + i)), dGain + i);
                Vector.Store(Vector.Load(dBias + i) + from, dBias + i);
            }

            Real sum = Vector.Sum(sums), product = Vector.Sum(products);
            for (; i < size; i++)
            {
                sum += gain[i] * dy[i];
                product += gain[i] * dy[i] * normal[i];
                dGain[i] += dy[i] * normal[i];
                dBias[i] += dy[i];
            }

            Real mean = sum / size, along = product / size;
            Vector<Real> means = Vector.Create(mean), alongs = Vector.Create(along), factor = Vector.Create(scale);
            for (i = 0; i <= size - lanes; i += lanes)
            {
                Vector<Real> d = Vector.Load(gain + i) * Vector.Load(dy + i) - means - Vector.Load(normal + i) * alongs;
                Vector.Store(Vector.FusedMultiplyAdd(factor, d, Vector.Load(dx + i)), dx + i);
            }

            for (; i < size; i++)
                dx[i] += scale * (gain[i] * dy[i] - mean - normal[i] * along);
        }
    }
}
