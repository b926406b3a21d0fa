using System.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable DropoutCore(Variable x, double rate) =>
        Dropout(Of(x), rate);

    private NativeVariable Dropout(NativeVariable x, double rate)
    {
        int count = x.Shape.Count;
        NativeVariable y = New(x.Shape);
        Real* mask = Scratch(count);
        DrawMask(new Span<Real>(mask, count), x.Rows, rate);
        for (int i = 0; i < count; i++)
            y.Value[i] = mask[i] * x.Value[i];
        if (IsRecording)
            Record<DropoutNode>().Set(x, y, mask);
        return y;
    }

    private sealed class DropoutNode : Node
    {
        private NativeVariable _x = null!, _y = null!;
        private Real* _mask;

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
