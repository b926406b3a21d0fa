using System.Numerics;
using System.Runtime.CompilerServices;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable SigmoidCore(Variable x) => Pointwise<SigmoidFunction>(Of(x));

    private readonly struct SigmoidFunction : IPointwise
    {
        public static string Name => "Sigmoid";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<Real> Invoke(Vector<Real> x) => VectorMath.Sigmoid(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<Real> Slope(Vector<Real> x, Vector<Real> y) =>
            y * (Vector<Real>.One - y);
    }
}
