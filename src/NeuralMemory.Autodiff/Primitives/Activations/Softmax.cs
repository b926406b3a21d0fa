using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

public static unsafe partial class Op
{
    /// <summary>y = softmax x over the last dimension; any shape.</summary>
    public static Variable Softmax(this Tape tape, Variable x)
    {
        Variable y = tape.New(x.Shape);
        int size = x.Shape[x.Shape.Rank - 1];
        for (int from = 0; from < x.Shape.Count; from += size)
            Numerics.Softmax.Forward(x.Value + from, 1, y.Value + from, size);
        if (tape.IsRecording)
            tape.Record<SoftmaxNode>().Set(x, y);
        return y;
    }

    private sealed class SoftmaxNode : Node
    {
        private Variable _x = null!, _y = null!;

        public override string Name => "Softmax";

        public override Variable Output => _y;

        public void Set(Variable x, Variable y) => (_x, _y) = (x, y);

        public override void Backward(Tape tape)
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
