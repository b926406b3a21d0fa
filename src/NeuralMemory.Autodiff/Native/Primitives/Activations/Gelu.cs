using System.Numerics;
using System.Runtime.CompilerServices;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable GeluCore(Variable x) => Pointwise<GeluFunction>(Of(x));

    private readonly struct GeluFunction : IPointwise
    {
        public static string Name => "Gelu";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<Real> Invoke(Vector<Real> x) => x * VectorMath.NormalShare(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<Real> Slope(Vector<Real> x, Vector<Real> y) =>
            Vector.FusedMultiplyAdd(x, VectorMath.NormalDensity(x), VectorMath.NormalShare(x));
    }
}
