using System.Numerics;
using System.Runtime.CompilerServices;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable ReluCore(Variable x) => Pointwise<ReluFunction>(Of(x));

    private readonly struct ReluFunction : IPointwise
    {
        public static string Name => "Relu";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<Real> Invoke(Vector<Real> x) => Vector.Max(x, Vector<Real>.Zero);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<Real> Slope(Vector<Real> x, Vector<Real> y) =>
            Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<Real>.Zero), Vector<Real>.One, Vector<Real>.Zero);
    }
}
