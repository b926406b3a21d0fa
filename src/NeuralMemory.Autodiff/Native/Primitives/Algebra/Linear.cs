using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable LinearCore(Parameter layer, ReadOnlySpan<Variable> inputs, int rows)
    {
        PanelLayout layout = layer.Layout!.Value;
        var shape = new Shape(rows, layout.Outputs);
        if (!IsRecording)
        {
            NativeVariable result = New(shape);
            Multiply(layer, layout, inputs, rows, result.Value);
            return result;
        }

        LinearNode node = Record<LinearNode>();
        Real* gradient = node.Begin(this, layer, inputs, rows, ExpectedRows);
        NativeVariable y = New(shape, gradient);
        node.Forward(y, y.Value, null, 0);
        return Ran(y);
    }

    protected override void LinearIntoCore(
        Parameter layer, Variable destination, int row, ReadOnlySpan<Variable> inputs, int rows)
    {
        PanelLayout layout = layer.Layout!.Value;
        NativeVariable y = Of(destination);
        Real* target = y.Value + row * layout.Outputs;
        if (!IsRecording)
        {
            Multiply(layer, layout, inputs, rows, target);
            return;
        }

        LinearNode node = Record<LinearNode>();
        Real* gradient = node.Begin(this, layer, inputs, rows, Math.Min(ExpectedRows, y.Rows));
        node.Forward(y, target, gradient, row);
        Ran(y);
    }

    /// <summary>The layer's outputs, to be forgotten.</summary>
    private void Multiply(Parameter layer, PanelLayout layout, ReadOnlySpan<Variable> inputs, int rows, Real* target)
    {
        Real* x = Scratch(rows * layout.Inputs);
        LinearNode.Gather(inputs, rows, layout.Inputs, x);
        PackedProduct.Forward(x, layout.Inputs, rows, layer.Values, layout, target, layout.Outputs);
    }

    private sealed class LinearNode : Node
    {
        private NativeVariable[] _inputs = new NativeVariable[4];
        private Parameter _layer = null!;
        private LinearSlab _slab = null!;
        private NativeVariable _y = null!;
        private Real* _x, _dy;
        private int _count, _rows, _row;
        private RowShare? _share;
        private bool _gradientIsElsewhere;

        public override string Name => $"Linear '{_layer.Name}'";

        public override NativeVariable Output => _y;

        public override IEnumerable<NodeOutput> Outputs => [new(Name, _y, _row, _rows)];

        /// <summary>Always: the slab must hold zeros where no gradient arrives.</summary>
        public override bool HasGradient => true;

        public int Rows => _rows;

        public ReadOnlySpan<Variable> Inputs => _inputs.AsSpan(0, _count);

        public static void Gather(ReadOnlySpan<Variable> inputs, int rows, int stride, Real* x)
        {
            for (int r = 0; r < rows; r++, x += stride)
            {
                Real* at = x;
                foreach (Variable input in inputs)
                {
                    int width = input.Shape.RowCount;
                    Elementwise.Copy(Of(input).Value + r * width, at, width);
                    at += width;
                }

                // A bias, where there is one.
                if (at < x + stride)
                    *at = 1;
            }
        }

        public Real* Begin(NativeTape tape, Parameter layer, ReadOnlySpan<Variable> inputs, int rows, int expected)
        {
            (_layer, _rows, _count) = (layer, rows, inputs.Length);
            if (_inputs.Length < inputs.Length)
                _inputs = new NativeVariable[inputs.Length];
            for (int i = 0; i < inputs.Length; i++)
                _inputs[i] = Of(inputs[i]);
            _slab = tape.SlabOf(layer);
            _share = tape.ShareOf(inputs, rows);
            (nint x, nint dy) = _share is { } share ? _slab.TakeShared(share, expected) : _slab.Take(rows, expected);
            _x = (Real*)x;
            _dy = (Real*)dy;
            Gather(inputs, rows, layer.Layout!.Value.Inputs, _x);
            return _dy;
        }

        public void Forward(NativeVariable y, Real* target, Real* gradient, int row)
        {
            PanelLayout layout = _layer.Layout!.Value;
            (_y, _row, _gradientIsElsewhere) = (y, row, gradient != null);
            if (_share is { } share)
                PackedProduct.Forward(_x, layout.Inputs, share, _layer.Values, layout, target, layout.Outputs);
            else
                PackedProduct.Forward(_x, layout.Inputs, _rows, _layer.Values, layout, target, layout.Outputs);
        }

        public override void Backward(NativeTape tape)
        {
            PanelLayout layout = _layer.Layout!.Value;
            if (!_y.HasGradient)
            {
                Elementwise.Clear(_dy, _rows * layout.Outputs);
                return;
            }

            if (_gradientIsElsewhere)
                Elementwise.Copy(_y.Gradient + _row * layout.Outputs, _dy, _rows * layout.Outputs);
            int from = 0, first = 0;
            for (; first < _count && !_inputs[first].NeedsGradient; first++)
                from += _inputs[first].Shape.RowCount;
            int width = layout.Inputs - (_layer.HasBias ? 1 : 0) - from;
            if (width == 0)
                return;
            Real* dx = _slab.InputGradient(_rows);
            if (_share is { } share)
                PackedProduct.InputGradient(_dy, layout.Outputs, share, _layer.Values, layout, from, width, dx, width);
            else
                PackedProduct.InputGradient(_dy, layout.Outputs, _rows, _layer.Values, layout, from, width, dx, width);
            for (int i = first; i < _count; i++)
            {
                NativeVariable input = _inputs[i];
                Scatter(tape, input, dx, width);
                dx += input.Shape.RowCount;
            }
        }

        private void Scatter(NativeTape tape, NativeVariable input, Real* dx, int stride)
        {
            if (!input.NeedsGradient)
                return;
            int width = input.Shape.RowCount;
            Real* gradient = input.Write(tape, _rows, out bool add);
            for (int r = 0; r < _rows; r++)
            {
                if (add)
                    Elementwise.Add(dx + r * stride, gradient + r * width, width);
                else
                    Elementwise.Copy(dx + r * stride, gradient + r * width, width);
            }
        }
    }
}
