using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable SoftmaxCore(Variable x) =>
        Softmax(Of(x));

    private NativeVariable Softmax(NativeVariable x)
    {
        NativeVariable y = New(x.Shape);
        int size = x.Shape[x.Shape.Rank - 1];
        for (int from = 0; from < x.Shape.Count; from += size)
            Numerics.Softmax.Forward(x.Value + from, 1, y.Value + from, size);
        if (IsRecording)
            Record<SoftmaxNode>().Set(x, y);
        return y;
    }

    private sealed class SoftmaxNode : Node
    {
        private NativeVariable _x = null!, _y = null!;

        public override string Name => "Softmax";

        public override NativeVariable Output => _y;

        public void Set(NativeVariable x, NativeVariable y) => (_x, _y) = (x, y);

        public override void Backward(NativeTape tape)
        {
            Real* dx = _x.Accumulate(tape);
            int size = _x.Shape[_x.Shape.Rank - 1];
            Real* scores = tape.Temporary(size);
            for (int from = 0; from < _x.Shape.Count; from += size)
            {
                Numerics.Softmax.Backward(_y.Value + from, _y.Gradient + from, scores, size);
                Elementwise.Add(scores, dx + from, size);
            }
        }
    }
}
