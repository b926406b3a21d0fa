using System.Numerics;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

public static unsafe partial class Op
{
    /// <summary>y = tanh x, element by element; any shape.</summary>
    public static Variable Tanh(this Tape tape, Variable x)
    {
        Variable y = tape.New(x.Shape);
        Elementwise.Map<TanhOperator>(x.Value, y.Value, x.Shape.Count);
        if (tape.IsRecording)
            tape.Record<TanhNode>().Set(x, y);
        return y;
    }

    private sealed class TanhNode : Node
    {
        private Variable _x = null!, _y = null!;

        public override string Name => "Tanh";

        public override Variable Output => _y;

        public void Set(Variable x, Variable y) => (_x, _y) = (x, y);

        /// <summary>dx += dy (1 - y^2)</summary>
        public override void Backward(Tape tape)
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
