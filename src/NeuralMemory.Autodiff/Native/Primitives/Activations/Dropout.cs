using System.Numerics;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable DropoutCore(Variable x, double rate)
    {
        Real* mask = Scratch(x.Shape.Count);
        DrawMask(new Span<Real>(mask, x.Shape.Count), x.Rows, rate);
        return Dropout(Of(x), mask);
    }

    protected override Variable DropoutCore(Variable x, double rate, SequenceBatch batch)
    {
        Real* mask = Scratch(x.Shape.Count);
        DrawMask(new Span<Real>(mask, x.Shape.Count), rate, batch);
        return Dropout(Of(x), mask);
    }

    private NativeVariable Dropout(NativeVariable x, Real* mask)
    {
        NativeVariable y = New(x.Shape);
        Elementwise.Times(mask, x.Value, y.Value, x.Shape.Count);
        if (IsRecording)
            Record<DropoutNode>().Set(x, y, mask);
        return y;
    }

    private sealed class DropoutNode : Node
    {
        private NativeVariable _x = null!, _y = null!;
        private Real* _mask;

        public override bool GoesRowByRow => false;

        public override string Name => "Dropout";

        public override NativeVariable Output => _y;

        public void Set(NativeVariable x, NativeVariable y, Real* mask)
        {
            (_x, _y) = (x, y);
            _mask = mask;
        }

        /// <summary>dx += mask dy</summary>
        public override void Backward(NativeTape tape)
        {
            Real* dx = _x.Accumulate(tape), dy = _y.Gradient;
            int lanes = Vector<Real>.Count, count = _y.Shape.Count, i = 0;
            for (; i <= count - lanes; i += lanes)
                Vector.Store(
                    Vector.FusedMultiplyAdd(Vector.Load(_mask + i), Vector.Load(dy + i), Vector.Load(dx + i)), dx + i);
            for (; i < count; i++)
                dx[i] += _mask[i] * dy[i];
        }
    }
}
