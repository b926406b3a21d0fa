using System.Numerics;
using System.Runtime.CompilerServices;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable SiluCore(Variable x) => Pointwise<SiluFunction>(Of(x));

    private readonly struct SiluFunction : IPointwise
    {
        public static string Name => "Silu";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<Real> Invoke(Vector<Real> x) => x * VectorMath.Sigmoid(x);

        /// <summary>s + y (1 - s) with s = sigmoid(x)</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<Real> Slope(Vector<Real> x, Vector<Real> y)
        {
            Vector<Real> share = VectorMath.Sigmoid(x);
            return Vector.FusedMultiplyAdd(y, Vector<Real>.One - share, share);
        }
    }
}
