using System.Numerics;
using System.Runtime.CompilerServices;

namespace NeuralMemory.Numerics;

/// <summary>The scalar memory of xLSTM, a row at a time (Beck et al. 2024, arXiv 2405.04517, equations 8 to 17).</summary>
public static unsafe class ScalarMemoryKernels
{
    /// <summary>How many numbers of each unit are kept for the way back.</summary>
    public const int SavedNumbers = 7;

    /// <summary>Where c stands among them; n comes behind it.</summary>
    public const int SavedCell = 5;

    /// <summary>
    /// m = max(log f + m', i), f = e^(log f + m' - m), i = e^(i - m), c = f c' + i tanh(z), n = f n' + i, h = sigmoid(o) c / n.
    /// </summary>
    /// <param name="units">The units; their state becomes that of this step.</param>
    /// <param name="squashes">Whether the forget gate is a sigmoid; else it is exponential.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(in ScalarMemoryUnits units, bool squashes)
    {
        int stride = units.Stride, count = units.Count, lanes = Lanes.Count;
        Real* hidden = units.State, cells = hidden + stride, normalizers = cells + stride, stabilizers = normalizers + stride;
        for (int at = 0; at < count; at += lanes)
        {
            int left = count - at;
            Vector<Real> input = Gate(units, 0, at, left), forget = Gate(units, 1, at, left);
            Vector<Real> value = VectorMath.Tanh(Gate(units, 2, at, left)), output = VectorMath.Sigmoid(Gate(units, 3, at, left));
            Vector<Real> kept = squashes ? -VectorMath.Softplus(-forget) : forget;
            Vector<Real> slope = squashes ? VectorMath.Sigmoid(-forget) : Vector<Real>.One;
            Vector<Real> last = kept + Lanes.Load(stabilizers + at, left), most = Vector.Max(last, input);
            Vector<Real> f = VectorMath.ExpOfNegative(last - most), i = VectorMath.ExpOfNegative(input - most);
            Vector<Real> c = Vector.FusedMultiplyAdd(f, Lanes.Load(cells + at, left), i * value);
            Vector<Real> n = Vector.FusedMultiplyAdd(f, Lanes.Load(normalizers + at, left), i);
            Lanes.Store(output * (c / n), hidden + at, left);
            Lanes.Store(c, cells + at, left);
            Lanes.Store(n, normalizers + at, left);
            Lanes.Store(most, stabilizers + at, left);
            Real* saved = units.Saved + at;
            Lanes.Store(i, saved, left);
            Lanes.Store(f, saved + stride, left);
            Lanes.Store(value, saved + 2 * stride, left);
            Lanes.Store(output, saved + 3 * stride, left);
            Lanes.Store(slope, saved + 4 * stride, left);
            Lanes.Store(c, saved + 5 * stride, left);
            Lanes.Store(n, saved + 6 * stride, left);
        }
    }

    /// <summary>The way back through a row.</summary>
    /// <param name="units">The units; their gates and what was added to them are not looked at.</param>
    /// <param name="cell">[D] c of the step before; null where it and n are zero.</param>
    /// <param name="normalizer">[D] n of the step before.</param>
    /// <param name="hidden">[D] the gradient of h.</param>
    /// <param name="state">That of c, and of n a stride behind it: those of this step become those of the step before.</param>
    /// <param name="gates">[4 D] receives the gradient of the pre-activations.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(in ScalarMemoryUnits units, Real* cell, Real* normalizer, Real* hidden, Real* state, Real* gates)
    {
        int stride = units.Stride, count = units.Count, lanes = Lanes.Count;
        Vector<Real> one = Vector<Real>.One;
        for (int at = 0; at < count; at += lanes)
        {
            int left = count - at;
            Real* saved = units.Saved + at;
            Vector<Real> i = Lanes.Load(saved, left), f = Lanes.Load(saved + stride, left), z = Lanes.Load(saved + 2 * stride, left);
            Vector<Real> o = Lanes.Load(saved + 3 * stride, left), slope = Lanes.Load(saved + 4 * stride, left);
            Vector<Real> c = Lanes.Load(saved + 5 * stride, left), n = Lanes.Load(saved + 6 * stride, left);
            Vector<Real> dh = Lanes.Load(hidden + at, left), ratio = c / n, share = dh * o / n;
            Vector<Real> dc = Lanes.Load(state + at, left) + share;
            Vector<Real> dn = Lanes.Load(state + stride + at, left) - share * ratio;
            Vector<Real> lastCell = cell == null ? Vector<Real>.Zero : Lanes.Load(cell + at, left);
            Vector<Real> lastNormalizer = cell == null ? Vector<Real>.Zero : Lanes.Load(normalizer + at, left);
            Lanes.Store(i * Vector.FusedMultiplyAdd(dc, z, dn), gates + at, left);
            Lanes.Store(f * slope * Vector.FusedMultiplyAdd(dc, lastCell, dn * lastNormalizer), gates + count + at, left);
            Lanes.Store(dc * i * (one - z * z), gates + 2 * count + at, left);
            Lanes.Store(dh * ratio * o * (one - o), gates + 3 * count + at, left);
            Lanes.Store(f * dc, state + at, left);
            Lanes.Store(f * dn, state + stride + at, left);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<Real> Gate(in ScalarMemoryUnits units, int gate, int at, int left)
    {
        Vector<Real> own = Lanes.Load(units.Gates + gate * units.Stride + at, left);
        return units.Recurrent == null ? own : own + Lanes.Load(units.Recurrent + gate * units.Count + at, left);
    }
}
