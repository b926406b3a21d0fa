using System.Numerics;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>A function of each number by itself, and its slope.</summary>
internal interface IPointwise : IUnaryOperator
{
    /// <summary>What messages call it.</summary>
    static abstract string Name { get; }

    /// <summary>dy/dx where the function has the value <paramref name="y"/>.</summary>
    static abstract Vector<Real> Slope(Vector<Real> x, Vector<Real> y);
}

internal sealed unsafe partial class NativeTape
{
    private NativeVariable Pointwise<TFunction>(NativeVariable x) where TFunction : struct, IPointwise
    {
        NativeVariable y = New(x.Shape);
        Elementwise.Map<TFunction>(x.Value, y.Value, x.Shape.Count);
        if (IsRecording)
            Record<PointwiseNode<TFunction>>().Set(x, y);
        return y;
    }

    private sealed class PointwiseNode<TFunction> : Node where TFunction : struct, IPointwise
    {
        private NativeVariable _x = null!, _y = null!;

        public override string Name => TFunction.Name;

        public override NativeVariable Output => _y;

        public void Set(NativeVariable x, NativeVariable y) => (_x, _y) = (x, y);

        /// <summary>dx += dy slope</summary>
        public override void Backward(NativeTape tape)
        {
            Real* dx = _x.Accumulate(tape), dy = _y.Gradient, x = _x.Value, y = _y.Value;
            int count = _y.Shape.Count;
            for (int i = 0; i < count; i += Lanes.Count)
            {
                int left = count - i;
                Vector<Real> slope = TFunction.Slope(Lanes.Load(x + i, left), Lanes.Load(y + i, left));
                Lanes.Store(Vector.FusedMultiplyAdd(Lanes.Load(dy + i, left), slope, Lanes.Load(dx + i, left)), dx + i, left);
            }
        }
    }
}
