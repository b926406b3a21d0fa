using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable BroadcastCore(Variable x, int batch, int? heads) =>
        Broadcast(Of(x), batch, heads);

    private NativeVariable Broadcast(NativeVariable x, int batch, int? heads)
    {
        int count = x.Shape.Count;
        NativeVariable y = New(heads is { } h ? new Shape(batch, h, count / h) : new Shape(batch, count));
        for (int b = 0; b < batch; b++)
            Elementwise.Copy(x.Value, y.Value + b * count, count);
        if (IsRecording)
            Record<BroadcastNode>().Set(x, y);
        return y;
    }

    private sealed class BroadcastNode : Node
    {
        private NativeVariable _x = null!, _y = null!;

        public override string Name => "Broadcast";

        public override NativeVariable Output => _y;

        public void Set(NativeVariable x, NativeVariable y) => (_x, _y) = (x, y);

        public override void Backward(NativeTape tape)
        {
            Real* dx = _x.Accumulate(tape);
            for (int b = 0; b < _y.Rows; b++)
                Elementwise.Add(_y.Gradient + b * _x.Shape.Count, dx, _x.Shape.Count);
        }
    }
}
