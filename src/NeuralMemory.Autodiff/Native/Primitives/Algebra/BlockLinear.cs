using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable BlockLinearCore(Variable x, Variable weights, Variable? bias) =>
        BlockLinear(Of(x), Of(weights), bias is null ? null : Of(bias));

    private NativeVariable BlockLinear(NativeVariable x, NativeVariable weights, NativeVariable? bias)
    {
        BlockDiagonal blocks = new(weights.Shape[0], weights.Shape[1], weights.Shape[2]);
        int width = blocks.Blocks * blocks.Outputs;
        NativeVariable y = New(new Shape(x.Rows, width));
        Real* packed = Scratch(blocks.Length);
        blocks.Pack(weights.Value, packed);
        blocks.Forward(x.Value, x.Rows, packed, y.Value);
        if (bias is not null)
            for (int row = 0; row < x.Rows; row++)
                Elementwise.Add(bias.Value, y.Value + (long)row * width, width);
        if (IsRecording)
            Record<BlockLinearNode>().Set(x, weights, bias, y, blocks);
        return y;
    }

    private sealed class BlockLinearNode : Node
    {
        private NativeVariable _x = null!, _weights = null!, _y = null!;
        private NativeVariable? _bias;
        private BlockDiagonal _blocks;

        public override bool GoesRowByRow => false;

        public override string Name => "BlockLinear";

        public override NativeVariable Output => _y;

        public void Set(NativeVariable x, NativeVariable weights, NativeVariable? bias, NativeVariable y, BlockDiagonal blocks) =>
            (_x, _weights, _bias, _y, _blocks) = (x, weights, bias, y, blocks);

        public override void Backward(NativeTape tape)
        {
            int rows = _x.Rows, width = _y.Shape.RowCount;
            Real* dy = _y.Gradient;
            if (_bias is not null)
            {
                Real* dBias = _bias.Accumulate(tape);
                for (int row = 0; row < rows; row++)
                    Elementwise.Add(dy + (long)row * width, dBias, width);
            }

            Real* gradient = tape.Temporary(_blocks.Length);
            _blocks.WeightGradient(_x.Value, dy, rows, gradient);
            _blocks.AddUnpacked(gradient, _weights.Accumulate(tape));
            BlockDiagonal turned = _blocks.Turned;
            Real* plain = tape.Temporary(_weights.Shape.Count), packed = tape.Temporary(turned.Length);
            _blocks.Turn(_weights.Value, plain);
            turned.Pack(plain, packed);
            Real* dx = _x.Write(tape, rows, out bool add);
            if (!add)
            {
                turned.Forward(dy, rows, packed, dx);
                return;
            }

            Real* more = tape.Temporary(_x.Shape.Count);
            turned.Forward(dy, rows, packed, more);
            Elementwise.Add(more, dx, _x.Shape.Count);
        }
    }
}
