using System.Numerics;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable TanhCore(Variable x) =>
        Tanh(Of(x));

    private NativeVariable Tanh(NativeVariable x)
    {
        NativeVariable y = New(x.Shape);
        Elementwise.Map<TanhOperator>(x.Value, y.Value, x.Shape.Count);
        if (IsRecording)
            Record<TanhNode>().Set(x, y);
        return y;
    }

    private sealed class TanhNode : Node
    {
        private NativeVariable _x = null!, _y = null!;

        public override string Name => "Tanh";

        public override NativeVariable Output => _y;

        public void Set(NativeVariable x, NativeVariable y) => (_x, _y) = (x, y);

        /// <summary>dx += dy (1 - y^2)</summary>
        public override void Backward(NativeTape tape)
        {
            Real* dx = _x.Accumulate(tape), dy = _y.Gradient, y = _y.Value;
            int lanes = Vector<Real>.Count, count = _y.Shape.Count, i = 0;
            for (; i <= count - lanes; i += lanes)
            {
                Vector<Real> v = Vector.Load(y + i);
                Vector.Store(Vector.FusedMultiplyAdd(Vector.Load(dy + i), Vector<Real>.One - v * v, Vector.Load(dx + i)), dx + i);
            }

            for (; i < count; i++)
                dx[i] += dy[i] * (1 - y[i] * y[i]);
        }
    }
}
