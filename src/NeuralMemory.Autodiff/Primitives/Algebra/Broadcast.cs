using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

public static unsafe partial class Op
{
    /// <summary>
    /// The same numbers for every sequence: x [...] of D numbers -> [B, D] or, with <paramref name="heads"/>, [B, H, D / H].
    /// </summary>
    public static Variable Broadcast(this Tape tape, Variable x, int batch, int? heads = null)
    {
        int count = x.Shape.Count;
        Variable y = tape.New(heads is { } h ? new Shape(batch, h, count / h) : new Shape(batch, count));
        for (int b = 0; b < batch; b++)
            Elementwise.Copy(x.Value, y.Value + b * count, count);
        if (tape.IsRecording)
            tape.Record<BroadcastNode>().Set(x, y);
        return y;
    }

    private sealed class BroadcastNode : Node
    {
        private Variable _x = null!, _y = null!;

        public override string Name => "Broadcast";

        public override Variable Output => _y;

        public void Set(Variable x, Variable y) => (_x, _y) = (x, y);

        public override void Backward(Tape tape)
        {
            Real* dx = _x.Accumulate(tape);
            for (int b = 0; b < _y.Rows; b++)
                Elementwise.Add(_y.Gradient + b * _x.Shape.Count, dx, _x.Shape.Count);
        }
    }
}
