using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable AnsweredCore(Variable x, SequenceBatch batch) => Answered(Of(x), batch);

    private NativeVariable Answered(NativeVariable x, SequenceBatch batch)
    {
        int width = x.Shape.RowCount;
        NativeVariable y = New(new Shape(batch.Answers, width));
        for (int i = 0; i < batch.Answers; i++)
            Elementwise.Copy(x.Value + batch.Answered[i] * width, y.Value + i * width, width);
        if (IsRecording)
            Record<AnsweredNode>().Set(x, batch, y);
        return y;
    }

    private sealed class AnsweredNode : Node
    {
        private NativeVariable _x = null!, _y = null!;
        private SequenceBatch _batch = null!;

        public override string Name => "Answered";

        public override NativeVariable Output => _y;

        public void Set(NativeVariable x, SequenceBatch batch, NativeVariable y) => (_x, _batch, _y) = (x, batch, y);

        public override void Backward(NativeTape tape)
        {
            Real* dx = _x.Accumulate(tape);
            int width = _x.Shape.RowCount;
            for (int i = 0; i < _batch.Answers; i++)
                Elementwise.Add(_y.Gradient + i * width, dx + _batch.Answered[i] * width, width);
        }
    }
}
