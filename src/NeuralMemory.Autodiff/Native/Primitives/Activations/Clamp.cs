using System.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable ClampCore(Variable x, Real limit) =>
        Clamp(Of(x), limit);

    private NativeVariable Clamp(NativeVariable x, Real limit)
    {
        NativeVariable y = New(x.Shape);
        ClampNode.Forward(x.Value, limit, y.Value, x.Shape.Count);
        if (IsRecording)
            Record<ClampNode>().Set(x, limit, y, 0);
        return y;
    }

    protected override void ClampIntoCore(Variable x, Real limit, Variable destination, int row) =>
        ClampInto(Of(x), limit, Of(destination), row);

    private void ClampInto(NativeVariable x, Real limit, NativeVariable destination, int row)
    {
        ClampNode.Forward(x.Value, limit, destination.Value + row * x.Shape.RowCount, x.Shape.Count);
        if (IsRecording)
            Record<ClampNode>().Set(x, limit, destination, row);
    }

    private sealed class ClampNode : Node
    {
        private NativeVariable _x = null!, _y = null!;
        private Real _limit;
        private int _row;

        public override string Name => "Clamp";

        public override NativeVariable Output => _y;

        public override IEnumerable<NodeOutput> Outputs => [new(Name, _y, _row, _x.Rows)];

        public void Set(NativeVariable x, Real limit, NativeVariable y, int row) => (_x, _limit, _y, _row) = (x, limit, y, row);

        public static void Forward(Real* x, Real limit, Real* y, int count)
        {
            Vector<Real> most = Vector.Create(limit);
            int lanes = Vector<Real>.Count, i = 0;
            for (; i <= count - lanes; i += lanes)
                Vector.Store(Vector.Max(Vector.Min(Vector.Load(x + i), most), -most), y + i);
            for (; i < count; i++)
                y[i] = Real.Max(Real.Min(x[i], limit), -limit);
        }

        /// <summary>dx += dy where |x| is at most the limit</summary>
        public override void Backward(NativeTape tape)
        {
            Real* dx = _x.Accumulate(tape), dy = _y.Gradient + _row * _x.Shape.RowCount, x = _x.Value;
            Vector<Real> most = Vector.Create(_limit);
            int lanes = Vector<Real>.Count, count = _x.Shape.Count, i = 0;
            for (; i <= count - lanes; i += lanes)
            {
                Vector<Real> passed = Vector.ConditionalSelect(
                    Vector.LessThanOrEqual(Vector.Abs(Vector.Load(x + i)), most), Vector.Load(dy + i), Vector<Real>.Zero);
                Vector.Store(Vector.Load(dx + i) + passed, dx + i);
            }

            for (; i < count; i++)
                dx[i] += Real.Abs(x[i]) <= _limit ? dy[i] : 0;
        }
    }
}
